/** Building and refreshing DOM nodes. Text only ever enters the page as text nodes. */

/**
 * Makes an element. `on…` props become listeners, `style` takes an object of CSS properties, every other prop is an
 * attribute (`true` makes it bare; `false`, `null` and `undefined` leave it out). Empty children are skipped.
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.entries(value).forEach(([key, css]) => node.style.setProperty(key, css));
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Gives an id that no other element of this page has. */
export function uniqueId(prefix) {
  uniqueId.last = (uniqueId.last ?? 0) + 1;
  return `${prefix}-${uniqueId.last}`;
}

const shown = new WeakMap();

/**
 * Makes `parent` hold one node per item, in order. An item has a `key`; where an item is unchanged (as JSON) since the
 * last call its node stays, with its focus and whatever was typed into it. The others are built anew by `build(item)`.
 */
export function reconcile(parent, items, build) {
  const before = shown.get(parent) ?? new Map();
  const after = new Map();
  for (const item of items) {
    const signature = JSON.stringify(item);
    const old = before.get(item.key);
    after.set(item.key, old?.signature === signature ? old : { signature, node: build(item) });
  }
  shown.set(parent, after);
  const nodes = [...after.values()].map((entry) => entry.node);
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

/** Wraps async work so that it never runs twice at once: calls made meanwhile cause one more run, and await it. */
export function coalesce(work) {
  let running = null;
  let next = null;
  const run = () => {
    running = work().finally(() => { running = null; });
    return running;
  };
  return () => {
    if (!running) return run();
    next ??= running.catch(() => {}).then(() => {
      next = null;
      return run();
    });
    return next;
  };
}
