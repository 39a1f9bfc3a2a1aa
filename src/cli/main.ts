#!/usr/bin/env node
import { quickAnswer } from './quick.js';

/** The process. A question that needs no article is answered at once; the program is loaded for everything else. */

const answer = await quickAnswer(process.argv.slice(2), process.env, process.stdout.columns);
if (answer === undefined) await import('./process.js');
else process.stdout.write(answer);
