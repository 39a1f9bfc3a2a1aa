import { strToU8, zipSync } from 'fflate';

/** Documents made by hand: zip archives of XML, the same bytes every time. */

const zip = (files: Readonly<Record<string, string>>, stored: readonly string[] = []): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        [strToU8(text), { level: stored.includes(name) ? 0 : 6, mtime: '2024-07-16T00:00:00' }],
      ]),
    ),
  );

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const paragraph = (text: string, style = '', more = ''): string =>
  `<w:p><w:pPr>${style === '' ? '' : `<w:pStyle w:val="${style}"/>`}${more}</w:pPr>${text}</w:p>`;
const run = (text: string, more = ''): string => `<w:r>${more}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (text: string): string => `<w:tc>${paragraph(run(text))}</w:tc>`;
const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';

/** A Word document with a title, headings, a link, a list, a table, a note and a picture's caption. */
export function docx(): Uint8Array {
  const style = (id: string, name: string): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
  return zip({
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${RELS}"><Relationship Id="rId1" Type="${TYPES}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'docProps/core.xml': `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:creator>Ann Miller</dc:creator><dcterms:created>2024-07-16T10:15:00Z</dcterms:created></cp:coreProperties>`,
    'word/_rels/document.xml.rels': `${XML}<Relationships xmlns="${RELS}"><Relationship Id="rId1" Type="${TYPES}/hyperlink" Target="https://example.org/a" TargetMode="External"/><Relationship Id="rId2" Type="${TYPES}/footnotes" Target="footnotes.xml"/><Relationship Id="rId3" Type="${TYPES}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="${TYPES}/numbering" Target="numbering.xml"/></Relationships>`,
    'word/styles.xml': `${XML}<w:styles ${W}>${style('Title', 'Title')}${style('Heading2', 'heading 2')}${style('Quote', 'Quote')}</w:styles>`,
    'word/numbering.xml': `${XML}<w:numbering ${W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/footnotes.xml': `${XML}<w:footnotes ${W}><w:footnote w:id="2">${paragraph(run('As of Monday.'))}</w:footnote></w:footnotes>`,
    'word/document.xml': `${XML}<w:document ${W}><w:body>${[
      paragraph(run('Порт зачинено'), 'Title'),
      paragraph(
        `${run('Порт ')}${run('зачинено', '<w:rPr><w:b/></w:rPr>')}${run(' до п’ятниці &amp; далі, ')}<w:hyperlink r:id="rId1">${run('кажуть рятувальники')}</w:hyperlink>${run('.')}<w:r><w:footnoteReference w:id="2"/></w:r>`,
      ),
      paragraph(run('Що далі'), 'Heading2'),
      paragraph(run('Чекати.'), '', item),
      paragraph(run('Не плисти.'), '', item),
      `<w:tbl><w:tr>${cell('Пором')}${cell('не ходить')}</w:tr></w:tbl>`,
      paragraph(run('Ми чекаємо.'), 'Quote'),
    ].join('')}</w:body></w:document>`,
  });
}

const ODF =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"';
const ODT = 'application/vnd.oasis.opendocument.text';
const ODT_STYLES = `<office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style></office:automatic-styles>`;
const ODT_TEXT = `<office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>Gone words.</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p text:style-name="P1">Ferry stops</text:p><text:p>The ferry<text:s text:c="2"/>stops <text:span>for a week</text:span>, the <text:a xlink:href="https://example.org/a">office</text:a> said.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>As of Monday &amp; later.</text:p></text:note-body></text:note><office:annotation><text:p>Check this!</text:p></office:annotation></text:p><text:h text:outline-level="2">What next</text:h><text:list text:style-name="L1"><text:list-item><text:p>Wait.</text:p></text:list-item><text:list-item><text:p>Take a bus.</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Ferry</text:p></table:table-cell><table:table-cell><text:p>stopped</text:p></table:table-cell></table:table-row></table:table><text:p text:style-name="Quotations">We wait.</text:p></office:text></office:body>`;
const ODT_META = `<office:meta><meta:initial-creator>Ann Miller</meta:initial-creator><meta:creation-date>2024-07-16T10:15:00</meta:creation-date><dc:language>en-GB</dc:language></office:meta>`;

/** An OpenDocument text with the same, a comment and a change that was taken back. */
export function odt(): Uint8Array {
  return zip(
    {
      mimetype: ODT,
      'content.xml': `${XML}<office:document-content ${ODF}>${ODT_STYLES}${ODT_TEXT}</office:document-content>`,
      'meta.xml': `${XML}<office:document-meta ${ODF}>${ODT_META}</office:document-meta>`,
      'styles.xml': `${XML}<office:document-styles ${ODF}></office:document-styles>`,
    },
    ['mimetype'],
  );
}

/** The same as one file of XML. */
export function fodt(): Uint8Array {
  return Buffer.from(
    `${XML}<office:document ${ODF} office:mimetype="${ODT}">${ODT_META}${ODT_STYLES}${ODT_TEXT}</office:document>`,
  );
}

/** A book with a cover, two chapters, of which one has no heading, and a chapter that is not there. */
export function epub(): Uint8Array {
  const page = (body: string): string =>
    `${XML}<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>${body}</body></html>`;
  const items = [
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>',
    '<item id="c1" href="text/one.xhtml" media-type="application/xhtml+xml"/>',
    '<item id="c2" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>',
  ];
  return zip(
    {
      mimetype: 'application/epub+zip',
      'META-INF/container.xml': `${XML}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
      'OEBPS/book.opf': `${XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Річник</dc:title><dc:creator>Олена</dc:creator><dc:language>uk</dc:language><dc:date>2024-07-16</dc:date></metadata><manifest>${items.join('')}</manifest><spine><itemref idref="nav"/><itemref idref="cover"/><itemref idref="c1"/><itemref idref="c2"/></spine></package>`,
      'OEBPS/nav.xhtml': page(
        '<nav epub:type="toc"><ol><li><a href="text/one.xhtml">Перша</a></li><li><a href="text/two%20b.xhtml#x">Друга глава</a></li></ol></nav>',
      ),
      'OEBPS/cover.xhtml': page('<img src="cover.jpg" alt=""/>'),
      'OEBPS/text/one.xhtml': page(
        '<h1>Глава перша</h1><p>Річка вийшла з берегів &amp; зайшла в місто.</p><ul><li>Міст зачинено</li></ul><table><tr><td>Рівень</td><td>два метри</td></tr></table>',
      ),
      'OEBPS/text/two b.xhtml': page('<p>Вода спала за тиждень.</p>'),
    },
    ['mimetype'],
  );
}
