/** Addresses of links in Markdown, outside of code, comments and shortcodes. Pure. */

/** Longest stretch of code in a line of text that is looked for: what nobody closes costs no more. */
const PART =
  /^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|(?![\s\S]))|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S]){1,500}?(?<!`)\2(?!`)|\{\{[<%](?:(?!\}\})[\s\S]){0,2000}\}\}|<!--[\s\S]{0,5000}?-->|(\]\([ \t]*<?|^ {0,3}\[[^\]\n]{1,500}\]:[ \t]*<?|\bhref=["'])([^\s<>()"']+)/gm;

/** Puts other addresses in the place of some: what `becomes` gives `undefined` for stays. */
export function withAddresses(text: string, becomes: (address: string) => string | undefined): string {
  return text.replace(
    PART,
    (whole, _fence: string, _code: string, before: string | undefined, address: string | undefined) =>
      before === undefined || address === undefined ? whole : before + (becomes(address) ?? address),
  );
}

/** The addresses of a text, each once. */
export function linkAddresses(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (!/\.(?:md|mdx|markdown)\b/i.test(text)) return found;
  for (const { 4: address } of text.matchAll(PART)) if (address !== undefined) found.add(address);
  return found;
}
