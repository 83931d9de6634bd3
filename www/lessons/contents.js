/** The contents: which lessons are done, and a way to carry that to another browser. */
import { make, sentence } from "../elements/element.js";
import { complete, exported, imported, kept } from "../progress.js";

function tick() {
  for (const item of document.querySelectorAll("[data-lesson]")) {
    const name = item.getAttribute("data-lesson") ?? "";
    item.classList.toggle("done", complete(name));
    item.classList.toggle("begun", !complete(name) && kept(name).length > 0);
    if (complete(name)) item.querySelector("a")?.setAttribute("aria-label", `${item.querySelector(".title")?.textContent}, done`);
  }
}

const place = document.getElementById("kept");
const said = make("span", { role: "status" });
const save = make("button", { type: "button" }, "Save to a file");
const file = make("input", { type: "file", accept: "application/json", class: "unseen", tabindex: -1, "aria-hidden": "true" });
const load = make("button", { type: "button" }, "Take from a file");
save.addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([exported()], { type: "application/json" }));
  make("a", { href: address, download: "chainrule-progress.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
});
load.addEventListener("click", () => file.click());
file.addEventListener("change", async () => {
  try {
    imported(await /** @type {File} */ (file.files?.[0]).text());
    said.textContent = "Taken.";
  } catch (error) {
    said.textContent = sentence(error);
  }
  tick();
});
place?.append("What you have done is kept in this browser only. ", save, load, file, " ", said);
tick();
