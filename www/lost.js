/**
 * The page for addresses that lead nowhere is shown at any depth, and nothing relative in it leads anywhere for sure. It asks
 * for this script beside itself, above and above that; where it is found, the site begins.
 */
{
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const home = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[hidden]"));
  if (home) {
    home.href = new URL("./", src).href;
    home.hidden = false;
    document.querySelectorAll(".without").forEach((sentence) => sentence.remove());
    for (const sheet of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=stylesheet]"))) {
      const { href } = new URL(sheet.getAttribute("href") ?? "", src);
      if (href !== sheet.href) sheet.href = href;
    }
  }
}
