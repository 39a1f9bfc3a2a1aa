import type { Finding } from '../../model/finding.js';
import type { Checked } from '../../model/stages.js';
import type { Decisions } from '../../setup/decisions.js';

/** An article without the findings that a person has seen and let stand. */
export function withoutClosed(article: Checked, decisions: Decisions): Checked {
  const segments = new Map(article.segments.map((segment) => [segment.id, segment]));
  const units = new Map(
    article.targets.flatMap(({ target, segments: planned }) =>
      planned.map(({ segmentId, unitKey }) => [`${target} ${segmentId}`, unitKey] as const),
    ),
  );
  const isOpen = (finding: Finding): boolean => {
    const { segmentId = '', target = '' } = finding;
    const unitKey = units.get(`${target} ${segmentId}`);
    const translation = unitKey === undefined ? undefined : article.translations.get(unitKey);
    return !decisions.isClosed(finding, {
      target,
      source: segments.get(segmentId)?.text ?? '',
      translation: translation?.status === 'translated' ? translation.text : '',
    });
  };
  return { ...article, findings: article.findings.filter(isOpen) };
}
