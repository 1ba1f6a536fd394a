// The keypad under an answer: signs a phone's keyboard hides. Without this file it stays hidden.
for (const keys of document.querySelectorAll("[data-keys-for]")) {
  const field = document.getElementById(keys.dataset.keysFor);
  if (!field) continue;
  keys.hidden = false;
  keys.addEventListener("click", (event) => {
    const key = event.target.closest("[data-insert]");
    if (!key) return;
    field.setRangeText(key.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
}
