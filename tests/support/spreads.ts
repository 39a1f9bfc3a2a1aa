import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** `folder/file.ts:line` of every spread of an object or of nothing, `...(x === undefined ? {} : { x })`, in a folder. */
export function spreadsOfNothing(folder: string): string[] {
  const found: string[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(file)) continue;
    const path = file.replaceAll('\\', '/');
    const tree = ts.createSourceFile(
      path,
      readFileSync(join(folder, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      if (ts.isSpreadAssignment(node) && isOfNothing(node.expression)) {
        found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return found;
}

function isOfNothing(expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression)) return isOfNothing(expression.expression);
  if (!ts.isConditionalExpression(expression)) return false;
  return [expression.whenTrue, expression.whenFalse].some(
    (one) => ts.isObjectLiteralExpression(one) && one.properties.length === 0,
  );
}
