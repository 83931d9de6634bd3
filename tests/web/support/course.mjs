// A page of a course site: some markup, the elements' styles and the script of one element. It hears what is answered.

/** @import { Page } from "playwright-core" */

const SHEETS = ["tokens", "base", "plot", "graph", "elements", "course", "answers"];

/**
 * Opens a page beside the tutor that holds `inside`.
 * @param {Page} page
 * @param {string} home the site's address
 * @param {string} element whose script the page loads
 * @param {string} inside
 */
export async function openCourse(page, home, element, inside) {
  const styles = SHEETS.map((name) => `<link rel="stylesheet" href="style/${name}.css">`).join("");
  const head = `<meta name="viewport" content="width=device-width"><title>A page</title>${styles}<script type="module" src="elements/${element}.js"></script>`;
  await page.route("**/course.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="en">${head}<body><main>${inside}</main></body></html>` }));
  await page.goto(`${home}course.html`);
  await listen(page);
}

/** From now on the page keeps what its elements tell. @param {Page} page */
export const listen = (page) =>
  page.evaluate(() => {
    const told = (/** @type {any} */ (window).told = /** @type {any[]} */ ([]));
    for (const name of ["chain-answer", "chain-complete"]) addEventListener(name, (event) => told.push([name, /** @type {CustomEvent} */ (event).detail]));
  });

/** Each answer and each end that was told, with its record. @param {Page} page @returns {Promise<[string, any][]>} */
export const told = (page) => page.evaluate(() => /** @type {any} */ (window).told);
