import { createCascade } from '../../src/detect/cascade.js';
import { createEld } from '../../src/detect/eld.js';
import { createFasttext } from '../../src/detect/fasttext.js';
import { createFranc } from '../../src/detect/franc.js';
import { createLingua } from '../../src/detect/lingua.js';
import type { Detector } from '../../src/model/contracts.js';
import { describeBrokenDetectors, describeDetector } from '../conformance/detector.js';

/** Loading lingua or fastText once is enough: they keep no state between calls. */
function once(create: () => Promise<Detector>): () => Promise<Detector> {
  let made: Promise<Detector> | undefined;
  return () => {
    made ??= create();
    return made;
  };
}

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
describeBrokenDetectors(() => createCascade());
