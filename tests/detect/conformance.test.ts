import { describe, it } from 'vitest';
import type { Detector } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';
import { createEld } from '../../src/language/eld.js';
import { createFasttext } from '../../src/language/fasttext.js';
import { createFranc } from '../../src/language/franc.js';
import { createLingua } from '../../src/language/lingua.js';

import {
  brokenDetectorCases,
  type CreateDetector,
  declareCases,
  detectorCases,
} from '../../src/testing/index.js';

/** Loading lingua or fastText once is enough: they keep no state between calls. */
function once(create: () => Promise<Detector>): () => Promise<Detector> {
  let made: Promise<Detector> | undefined;
  return () => {
    made ??= create();
    return made;
  };
}

const describeDetector = (name: string, create: CreateDetector): void =>
  declareCases(`detector contract: ${name}`, detectorCases(create), { describe, it });

describeDetector('cascade', () => createCascade());
describeDetector('cascade with franc as second opinion', () =>
  createCascade({ secondOpinion: createFranc() }),
);
describeDetector('franc', createFranc);
describeDetector(
  'eld',
  once(() => createEld()),
);
describeDetector('lingua', once(createLingua));
describeDetector('fasttext', once(createFasttext));
declareCases('the suite for detectors', brokenDetectorCases(), { describe, it });
