import { writeAttributes as attributes, escapeText } from '../model/xml.js';
import { type CheckEntry, type CheckReportOptions, ENTRY_KINDS, type EntryKind } from './check-entries.js';

/**
 * A check as JUnit XML, for any CI that shows test results. Valid by the schema of the Jenkins xUnit plugin
 * (junit-10.xsd) and by the stricter one of Apache Ant's reports (JUnit.xsd).
 */
export function checkJunit(entries: readonly CheckEntry[], options: CheckReportOptions): string {
  const suites = ENTRY_KINDS.map((kind, id) =>
    suite(
      kind,
      id,
      entries.filter((entry) => entry.kind === kind),
      options,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

/** What fails the check is a failed test, a file nobody could read an error, the rest is skipped with its reason. */
function outcome(entry: CheckEntry): 'error' | 'failure' | 'skipped' {
  if (entry.level !== 'error') return 'skipped';
  return entry.kind === 'problem' ? 'error' : 'failure';
}

function suite(
  kind: EntryKind,
  id: number,
  entries: readonly CheckEntry[],
  options: CheckReportOptions,
): string {
  const { texts, at } = options;
  const title = texts(`check.heading.${kind}`);
  const count = (what: string): number => entries.filter((entry) => outcome(entry) === what).length;
  const head = attributes({
    name: title,
    package: 'tovmach',
    id,
    tests: Math.max(entries.length, 1),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: 0,
    timestamp: at.toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length),
    hostname: 'localhost',
  });
  // A suite without a test looks like one that did not run.
  const passed = `<testcase${attributes({ name: texts('check.nothing'), classname: title, time: 0 })}/>\n`;
  const cases = entries.length === 0 ? passed : entries.map(testcase).join('');
  return `<testsuite${head}>\n<properties/>\n${cases}<system-out/>\n<system-err/>\n</testsuite>\n`;
}

/** Text on the line it begins on: a name with a line break may not begin a command of a CI that prints the report. */
const inLine = (text: string): string => escapeText(text).replaceAll('\n', '&#10;');

function testcase(entry: CheckEntry): string {
  const { rule, file, line, column, message } = entry;
  const place = [file ?? 'tovmach', line, column].filter((part) => part !== undefined).join(':');
  const head = attributes({ name: `${rule}: ${message}`, classname: file ?? 'tovmach', time: 0 });
  const what = outcome(entry);
  // The Ant schema gives a skipped test no attributes, the Jenkins schema all of them text.
  const body =
    what === 'skipped'
      ? `<skipped>${inLine(`${place}: ${message}`)}</skipped>`
      : `<${what}${attributes({ type: rule, message })}>${inLine(`${place}: ${message}`)}</${what}>`;
  return `<testcase${head}>${body}</testcase>\n`;
}
