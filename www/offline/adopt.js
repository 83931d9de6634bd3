/** The elements' style, adopted rather than written into the page, so that a strict policy does not mind it. @param {string} style */
export function adopt(style) {
  if (!globalThis.document) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
