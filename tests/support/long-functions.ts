import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** More lines than this do not fit on a screen. */
export const MOST_LINES = 60;

/** `folder/file.ts name` of every function in a folder that is longer, those within others included; the longest first. */
export function longFunctions(folder: string): string[] {
  const found: { readonly name: string; readonly lines: number }[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue;
    const path = file.replaceAll('\\', '/');
    const tree = ts.createSourceFile(
      path,
      readFileSync(join(folder, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const lineOf = (position: number): number => tree.getLineAndCharacterOfPosition(position).line;
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
        const lines = lineOf(node.end) - lineOf(node.getStart(tree)) + 1;
        if (lines > MOST_LINES) found.push({ name: `${path} ${nameOf(node)}`, lines });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found.sort((a, b) => b.lines - a.lines).map(({ name }) => name);
}

/** Its own name, or that of what it is given to. */
function nameOf(node: ts.Node): string {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) {
    const { name } = at as { name?: ts.Node };
    if (name !== undefined && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return name.text;
  }
  return '';
}
