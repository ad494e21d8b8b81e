// A meeting in session: clocks that run, a display that follows, typing that saves itself, keys.
import { runClocks } from "./clocks.js";
import { follow } from "./follow.js";
import { listenForKeys } from "./keys.js";
import { saveWhileTyping } from "./autosave.js";

runClocks();
listenForKeys();
const saving = saveWhileTyping(document.querySelector("form[data-autosave]"));
follow(saving);
