/** The instructions of a Dockerfile, with lines that go on joined, comments left out, and the line each begins at. */
export function instructions(text) {
  const list = [];
  let open;
  text.split('\n').forEach((raw, index) => {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) return;
    const goesOn = content.endsWith('\\');
    const part = goesOn ? content.slice(0, -1).trim() : content;
    if (open === undefined) {
      const [name = '', ...rest] = part.split(/\s+/);
      open = { name: name.toUpperCase(), value: rest.join(' '), line: index + 1 };
    } else open.value += ` ${part}`;
    if (goesOn) return;
    list.push(open);
    open = undefined;
  });
  return list;
}

/** What stands between spaces. */
export const words = (value) => value.split(/\s+/).filter((word) => word !== '');
