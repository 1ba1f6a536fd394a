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

// Putting in order: the list itself is moved, by buttons that work with keys and fingers alike.
for (const ordering of document.querySelectorAll("[data-ordering]")) {
  const list = ordering.querySelector(".ordering-items");
  const places = [...ordering.querySelectorAll(".ordering-places select")];
  const item = (label) => list.querySelector(`[data-label="${label}"]`);
  for (const { value } of places) if (value) list.append(item(value));
  // Whoever moves nothing has chosen the order as it stands.
  const settle = () => [...list.children].forEach((one, at) => (places[at].value = one.dataset.label));
  const button = (one, name, sign, move) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "move";
    made.textContent = sign;
    made.setAttribute("aria-label", `${name}: ${one.querySelector(".option-text").textContent}`);
    made.addEventListener("click", () => {
      move(one);
      settle();
      made.focus();
      status.textContent = `Now in place ${[...list.children].indexOf(one) + 1}.`;
    });
    return made;
  };
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("aria-live", "polite");
  for (const one of list.children) {
    one.append(
      button(one, "Move up", "↑", (li) => li.previousElementSibling?.before(li)),
      button(one, "Move down", "↓", (li) => li.nextElementSibling?.after(li)),
    );
  }
  ordering.append(status);
  ordering.classList.add("live");
  settle();
}

// The plane: a click sets a point, another click on it takes it away; the field says the same.
for (const plane of document.querySelectorAll("[data-plane-for]")) {
  const field = document.getElementById(plane.dataset.planeFor);
  const { count, line, x0, y1, step, separator } = plane.dataset;
  const square = 20;
  const draw = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const drawn = draw("g", {});
  plane.append(drawn);
  const number = (text) => Number(text.trim().replace(/[−–]/g, "-").replace(",", "."));
  const read = () => {
    const pairs = field.value.match(/\(([^()]*)\)/g) ?? [];
    const between = separator.trim();
    return pairs
      .map((pair) => pair.slice(1, -1).split(between).map(number))
      .filter((pair) => pair.length === 2 && pair.every(Number.isFinite));
  };
  const place = ([x, y]) => [((x - x0) * square) / step, ((y1 - y) * square) / step];
  const show = () => {
    drawn.replaceChildren();
    const points = read();
    if (line === "true" && points.length > 1) {
      const [[ax, ay], [bx, by]] = points.slice(0, 2).map(place);
      const far = 100;
      const [dx, dy] = [bx - ax, by - ay];
      const ends = { x1: ax - far * dx, y1: ay - far * dy, x2: bx + far * dx, y2: by + far * dy };
      drawn.append(draw("line", { ...ends, class: "plane-drawn" }));
    }
    for (const point of points) {
      const [cx, cy] = place(point);
      drawn.append(draw("circle", { cx, cy, r: 6, class: "plane-point" }));
    }
  };
  field.addEventListener("input", show);
  plane.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(plane.getScreenCTM().inverse());
    const x = Number(x0) + Math.round(at.x / square) * step;
    const y = Number(y1) - Math.round(at.y / square) * step;
    const points = read();
    const known = points.findIndex((point) => point[0] === x && point[1] === y);
    if (known >= 0) points.splice(known, 1);
    else points.push([x, y]);
    const kept = points.slice(-Number(count));
    field.value = kept.map((point) => `(${point.join(separator)})`).join(separator).replace(/-/g, "−");
    show();
  });
  plane.classList.add("live");
  show();
}
