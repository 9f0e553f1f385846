/* How several files become one proposal on the hosts of repositories, without Git: the first one that is saved makes a copy of the project with a
   branch of its own, and all the others are saved on that branch. What each host does at which address was read in its documentation, and in its
   source where that is open. */

const query = (parts) => new URLSearchParams(parts.filter(([key]) => key)).toString().replaceAll("+", "%20");
const part = encodeURIComponent;

/* Longer addresses than this are refused by the host. */
const LONGEST = 7900;

/* Where the host's page for a new file is, filled in as far as it can be: { url, isFilled }. */
export const newFile = (host, base, folder, name, text) => {
  const own = `${base}${folder}`, bare = host.name_in ? `${own}?${query([[host.name_in, name]])}` : own;
  if (!host.text_in) return { url: bare, isFilled: false };
  const url = `${own}?${query([[host.name_in, name], [host.text_in, text]])}`;
  return url.length > LONGEST ? { url: bare, isFilled: false } : { url, isFilled: true };
};

/* By the kind of a host: what its pages are called, which branch it proposes to somebody for a first change (if that can be known), and its page for
   a proposal that is to be sent. `fork` makes a copy; empty where that has no address. */
const KINDS = {
  github: {
    make: "new", edit: "edit", upload: "upload", fork: "/fork", branch: () => "patch-1",
    send: (home, base, { user, project, branch }) => `${home}/compare/${part(base)}...${part(user)}:${part(project)}:${part(branch)}?expand=1`,
  },
  gitlab: {
    make: "-/new", edit: "-/edit", upload: "", fork: "/-/forks/new", branch: () => "",
    send: (_home, _base, { repository, branch }) => `${repository}/-/merge_requests/new?${query([["merge_request[source_branch]", branch]])}`,
  },
  forgejo: {
    make: "_new", edit: "_edit", upload: "_upload", fork: "", branch: (user) => `${user.toLowerCase()}-patch-1`,
    send: (home, base, { user, project, branch }) => `${home}/compare/${part(base)}...${part(user)}/${part(project)}:${part(branch)}`,
  },
};
export const waysOn = (host) => KINDS[host?.kind];

const ACCOUNT = /^@?([\p{L}\p{N}][\p{L}\p{N}_.-]*)$/u;
const HEAD = /\.\.\.?(?:(?<user>[^/:]+)(?:[/:](?<project>[^/:]+))?:)?(?<branch>.+)$/;
const TREE = /^(?:tree|blob|new|edit|upload|commits|_new|_edit|_upload|src\/branch)\/(?<branch>[^/]+)/;

/* Where somebody's proposal is, from the address of a page of it or from the name of an account: { user, project, branch, repository }; null where
   neither says it. */
export const proposalOf = (text, host) => {
  const home = new URL(host.repository), folders = home.pathname.split("/").filter(Boolean), given = text.trim().replace(/^<|>$/g, "");
  const first = host.kind === "gitlab" ? [] : folders.slice(0, -2), own = folders.at(-1);
  const made = (user, project, branch) => (user && project && branch ? { user, project, branch, repository: [home.origin, ...first.map(part), ...user.split("/").map(part), part(project)].join("/") } : null);
  const account = ACCOUNT.exec(given);
  if (account) return made(account[1], own, waysOn(host).branch(account[1]));
  let url, path;
  try { url = new URL(/^https?:/i.test(given) ? given : `https://${given}`); path = decodeURIComponent(url.pathname); } catch { return null; }
  if (url.host !== home.host) return null;
  /* On GitLab a project may lie in groups of groups, and what is said of it stands behind a hyphen. */
  const names = path.split("/").filter(Boolean), end = host.kind === "gitlab" ? names.indexOf("-") : first.length + 2;
  if (end < 2) return null;
  const user = names.slice(first.length, end - 1).join("/"), project = names[end - 1], rest = names.slice(host.kind === "gitlab" ? end + 1 : end).join("/");
  const source = url.searchParams.get("merge_request[source_branch]");
  if (source) return made(user, project, source);
  const head = rest.startsWith("compare/") ? HEAD.exec(rest)?.groups : null;
  if (head) return made(head.user ?? user, head.project ?? (head.user ? own : project), head.branch);
  return made(user, project, TREE.exec(rest)?.groups.branch ?? "");
};

/* The pages of a proposal that is there. */
export const pagesOf = (host, own) => {
  const ways = waysOn(host), at = (page) => `${own.repository}/${page}/${part(own.branch)}/`;
  return {
    make: (folder, name, text) => newFile(host, at(ways.make), folder, name, text),
    edit: (path) => `${at(ways.edit)}${path}`,
    upload: (folder) => (ways.upload ? `${at(ways.upload)}${folder}` : ""),
    send: ways.send(host.repository, host.branch, own),
  };
};
