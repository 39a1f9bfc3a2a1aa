import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/command-line.js';
import { DETECT_PICTURE, detectPicture } from '../support/terminal-picture.js';

/** Writes the picture of `detect`: part of `npm run docs:pictures`. */
writeFileSync(join(ROOT, DETECT_PICTURE), await detectPicture());
