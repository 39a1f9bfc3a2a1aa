import type { Role } from '../../index.js';
import type { Message } from '../../message.js';
import { say } from './words.js';

export const ROLE_WORDS: Readonly<Record<Role, () => Message>> = {
  title: say.roleTitle,
  lead: say.roleLead,
  paragraph: say.roleParagraph,
  heading: say.roleHeading,
  'section-label': say.roleSectionLabel,
  'related-headline': say.roleRelated,
  quote: say.roleQuote,
  byline: say.roleByline,
  caption: say.roleCaption,
  'list-item': say.roleListItem,
  timestamp: say.roleTimestamp,
  boilerplate: say.roleBoilerplate,
};
