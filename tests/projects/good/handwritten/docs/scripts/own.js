document$.subscribe(() => { document.documentElement.dataset.own = "here"; });
