/** Markup whose content is no prose. */

/** Words in the name of a shortcode, tag or component that holds code, formulas, drawings or data. */
const CODE_WORDS =
  /(?:^|[^a-z])(?:raw|verbatim|highlight|code|codeblock|snippet|pre|mermaid|katex|mathjax|math|latex|tex|chart|chartjs|plantuml|puml|diagram|graphviz|dot|ditaa|abc|svg|script|style|css|scss|javascript|js|json|yaml|toml|csv|html|rawhtml|comment|schema|gist|asciinema|terminal|console|shell|bash|cmd|prompt)(?![a-z])/i;

/** HTML elements whose content a reader does not read as prose, or that a machine reads. */
const CODE_ELEMENTS: ReadonlySet<string> = new Set([
  'script',
  'style',
  'pre',
  'code',
  'kbd',
  'samp',
  'var',
  'svg',
  'math',
  'textarea',
  'template',
  'noscript',
  'iframe',
]);

/** Whether what stands in a shortcode or block of this name is code. */
export function holdsCode(name: string): boolean {
  return CODE_WORDS.test(name.replace(/([a-z])([A-Z])/g, '$1-$2'));
}

/** Whether what stands in an element of this name is code; components begin with a capital. */
export function elementHoldsCode(name: string): boolean {
  // `<Highlight>` marks words of prose; of shortcodes `highlight` holds code.
  return CODE_ELEMENTS.has(name) || (/^[A-Z]/.test(name) && name !== 'Highlight' && holdsCode(name));
}
