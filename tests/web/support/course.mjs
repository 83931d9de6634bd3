// A page of a course site: some markup, the elements' styles and the script of one element.

/** @import { Page } from "playwright-core" */

const SHEETS = ["tokens", "base", "plot", "elements", "course", "answers"];

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
}
