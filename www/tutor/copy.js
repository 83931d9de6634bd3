/**
 * Copying: a word that is pressed, and for a moment says that it was done.
 */

const A_MOMENT = 1600;

/**
 * @param {HTMLElement} bar buttons with data-copy
 * @param {HTMLElement} status where it is said aloud
 * @param {(what: string) => string} text what is to be copied; throws when there is nothing
 */
export function copying(bar, status, text) {
  bar.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (button) copy(button, status, text);
  });
}

/**
 * @param {HTMLButtonElement} button its data-copy says what is to be copied
 * @param {HTMLElement} status where it is said aloud
 * @param {(what: string) => string} text the text of it; throws when there is nothing
 */
export async function copy(button, status, text) {
  const word = button.dataset.word ?? (button.dataset.word = button.textContent ?? "");
  let done = false;
  try {
    done = await put(text(button.dataset.copy ?? ""));
  } catch {
    done = false;
  }
  button.textContent = done ? "copied" : "not copied";
  status.textContent = done ? `${word} copied` : "Nothing could be copied";
  setTimeout(() => (button.textContent = word), A_MOMENT);
}

/** @param {string} text */
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not everywhere is the clipboard open to pages: then by way of a selection.
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
