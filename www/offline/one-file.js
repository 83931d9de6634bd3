/**
 * The whole site in one file: each page is a template, chosen by the question mark in the address
 * (`chainrule.html?lessons/gradient.html`), so that a link opens a page anew, as on a server.
 */

/**
 * Opens the page that the address names.
 * @param {Record<string, () => Promise<unknown>>} scripts what each page runs, by the name its template gives
 */
export function open(scripts) {
  const words = location.search.replace(/^\?/, "").split("&");
  const flags = words.slice(1).filter((word) => /^scorm\b/.test(word));
  const templates = [...document.querySelectorAll("template")];
  const template = templates.find(({ dataset }) => dataset.page === words[0]) ?? templates[0];
  const { page = "", title = "", class: named = "", styles = "", script = "" } = template.dataset;

  document.title = title;
  document.body.className = named;
  const wanted = new Set(styles.split(" "));
  for (const style of document.querySelectorAll("style")) if (wanted.has(style.dataset.sheet ?? "")) style.media = "all";
  const content = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  rename(content, page, flags);
  document.body.append(content);
  scripts[script]?.();
}

/** Links and frames become questions to this file. @param {DocumentFragment} content @param {string} page @param {string[]} flags */
function rename(content, page, flags) {
  const known = new Set([...document.querySelectorAll("template")].map(({ dataset }) => dataset.page));
  for (const link of content.querySelectorAll("a[href], iframe[src]")) {
    const attribute = link.localName === "a" ? "href" : "src";
    const [path, hash] = (link.getAttribute(attribute) ?? "").split("#", 2);
    if (path === "" || path.includes(":")) continue;
    let name = new URL(path, `x:/${page}`).pathname.replace(/^\/+/, "");
    if (name === "" || name.endsWith("/")) name += "index.html";
    if (known.has(name)) link.setAttribute(attribute, `?${[name, ...flags].join("&")}${hash === undefined ? "" : `#${hash}`}`);
  }
}
