/* An address that a record had before: goes on to where the record is now, with the claim that was asked for.
   The page's own links do the same without this script. */
(() => {
  "use strict";

  const { to } = document.currentScript.dataset;
  location.replace(new URL(to + location.search + location.hash, location.href));
})();
