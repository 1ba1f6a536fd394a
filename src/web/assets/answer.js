// Comforts of the answer field; without this file everything still works.

// The place that could not be read is selected, so that typing replaces it.
for (const field of document.querySelectorAll("[data-from]")) {
  field.focus();
  field.setSelectionRange(Number(field.dataset.from), Number(field.dataset.to));
}

// The keypad: signs a phone's keyboard hides.
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
