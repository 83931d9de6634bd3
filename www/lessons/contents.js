/** The contents: which lessons are done, and a way to carry that to another browser. */
import "../embed/scorm.js";
import { make } from "../elements/element.js";
import { carrying } from "../keeping.js";
import { complete, exported, imported, kept, standing } from "../progress.js";
import { wholePage } from "../words.js";

wholePage("lessons");

/** What is still to come of a lesson that is done. */
const STILL = { open: "", today: "once more tomorrow", due: "once more now", firm: "" };

function tick() {
  for (const item of document.querySelectorAll("[data-lesson]")) {
    const name = item.getAttribute("data-lesson") ?? "";
    item.classList.toggle("done", complete(name));
    item.classList.toggle("begun", !complete(name) && kept(name).length > 0);
    item.querySelector(".still")?.remove();
    const still = STILL[standing(name)];
    if (still) item.querySelector("a")?.append(make("span", { class: "still" }, still));
    if (complete(name)) item.querySelector("a")?.setAttribute("aria-label", `${item.querySelector(".title")?.textContent}, done${still ? `, ${still}` : ""}`);
  }
}

const place = document.getElementById("kept");
const said = make("span", { role: "status" });
const save = make("button", { type: "button" }, "Save to a file");
const load = make("button", { type: "button" }, "Take from a file");
carrying({ save, load, said }, { name: "chainrule-progress.json", exported, imported, after: tick });
place?.append("What you have done is kept in this browser only. ", save, load, " ", said);
tick();
