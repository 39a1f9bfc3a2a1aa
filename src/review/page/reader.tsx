import type { Nodes, Parents } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { directionOf } from './context.js';

/** A file as its readers see it. Markup of an article is never markup of this page: what is no Markdown is shown as text. */

interface Props {
  readonly path: string;
  readonly text: string;
  readonly lang: string;
}

export function ReaderView({ path, text, lang }: Props) {
  const tree = useMemo(
    () =>
      /\.md$/i.test(path)
        ? fromMarkdown(text, {
            extensions: [frontmatter(['yaml', 'toml']), gfm()],
            mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml']), gfmFromMarkdown()],
          })
        : undefined,
    [path, text],
  );
  if (tree === undefined)
    return (
      <pre class="page-text" lang={lang} dir={directionOf(lang)}>
        {text}
      </pre>
    );
  const [head] = tree.children;
  const facts = head?.type === 'yaml' ? head.value : '';
  return (
    <article class="page-text reader" lang={lang} dir={directionOf(lang)}>
      {facts === '' ? null : (
        <details class="front">
          <summary>{/^title: *(.+)$/m.exec(facts)?.[1]?.replace(/^"|"$/g, '') ?? path}</summary>
          <pre>{facts}</pre>
        </details>
      )}
      {childrenOf(tree)}
    </article>
  );
}

const childrenOf = (node: Parents): ComponentChildren => node.children.map((child) => shown(child));

/** A link leads nowhere from here: the page of an article is looked at, not visited. */
function shown(node: Nodes): ComponentChildren {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'paragraph':
      return <p>{childrenOf(node)}</p>;
    case 'heading': {
      const Heading = `h${Math.min(6, node.depth + 1)}` as 'h2';
      return <Heading>{childrenOf(node)}</Heading>;
    }
    case 'emphasis':
      return <em>{childrenOf(node)}</em>;
    case 'strong':
      return <strong>{childrenOf(node)}</strong>;
    case 'delete':
      return <del>{childrenOf(node)}</del>;
    case 'link':
      return (
        <span class="reader-link" title={node.url}>
          {childrenOf(node)}
        </span>
      );
    case 'list':
      return node.ordered ? <ol>{childrenOf(node)}</ol> : <ul>{childrenOf(node)}</ul>;
    case 'listItem':
      return <li>{childrenOf(node)}</li>;
    case 'blockquote':
      return <blockquote>{childrenOf(node)}</blockquote>;
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'inlineCode':
      return <code>{node.value}</code>;
    case 'code':
      return <pre>{node.value}</pre>;
    case 'image':
      return <span class="quiet">[{node.alt ?? node.url}]</span>;
    case 'html':
      // Marks of languages have no words of their own.
      return /^<\/?span\b[^>]*>$/.test(node.value) ? null : <code>{node.value}</code>;
    case 'table':
      return (
        <table>
          <tbody>{childrenOf(node)}</tbody>
        </table>
      );
    case 'tableRow':
      return <tr>{childrenOf(node)}</tr>;
    case 'tableCell':
      return <td>{childrenOf(node)}</td>;
    case 'yaml':
    case 'definition':
    case 'footnoteDefinition':
      return null;
    default:
      return 'children' in node ? childrenOf(node) : null;
  }
}
