import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Paper, PaperBlock } from '../core/report/paper';

// Sizes are half points, distances twentieths of a point, as the format has them.
const BODY_SIZE = 24;
const NOTE_SIZE = 21;
const TITLE_SIZE = 36;
const MARGIN = 1440;
const font = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });
const SONG = font('宋体');
const HEI = font('黑体');
const LINE = { style: BorderStyle.SINGLE, size: 4, color: 'B8AE9A' };

/** One line break of the text is one of the paragraph. */
const runs = (text: string, size: number, bold = false): TextRun[] =>
  text
    .split('\n')
    .map((line, at) => new TextRun({ text: line, size, bold, ...(at > 0 ? { break: 1 } : {}) }));

const cell = (text: string, width: number, isHead: boolean) =>
  new TableCell({
    width: { size: width, type: WidthType.PERCENTAGE },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [new Paragraph({ children: runs(text, NOTE_SIZE, isHead) })],
  });

function block(content: PaperBlock): Paragraph | Table {
  if ('heading' in content)
    return new Paragraph({
      heading: HeadingLevel.HEADING_2,
      keepNext: true,
      spacing: { before: 240, after: 60 },
      children: [new TextRun({ text: content.heading, font: HEI, size: BODY_SIZE, color: '000000' })],
    });
  if ('text' in content)
    return new Paragraph({
      spacing: { after: 80, line: 400, lineRule: LineRuleType.AT_LEAST },
      children: runs(content.text, BODY_SIZE),
    });
  if ('note' in content)
    return new Paragraph({ spacing: { after: 60 }, children: runs(content.note, NOTE_SIZE) });
  const { head, widths, rows } = content.table;
  const cells = (texts: readonly string[], isHead: boolean) =>
    texts.map((text, at) => cell(text, widths[at] ?? 0, isHead));
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: LINE,
      bottom: LINE,
      left: LINE,
      right: LINE,
      insideHorizontal: LINE,
      insideVertical: LINE,
    },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: cells(head, true) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: cells(row, false) })),
    ],
  });
}

/** The paper as a Word file: A4, pages numbered, the digest on every page. */
export function wordFile({ title, facts, blocks, digest }: Paper): Promise<Buffer> {
  const shown = facts.filter(([, value]) => value !== '');
  const footer = new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: NOTE_SIZE,
            children: ['第', PageNumber.CURRENT, '页，共', PageNumber.TOTAL_PAGES, '页'],
          }),
        ],
      }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ text: `${digest.of}的号码（SHA-256）：${digest.value}`, size: 15 })],
      }),
    ],
  });
  const document = new Document({
    title,
    styles: { default: { document: { run: { font: SONG, size: BODY_SIZE } } } },
    sections: [
      {
        properties: {
          page: {
            // A4.
            size: { width: 11_906, height: 16_838 },
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
          },
        },
        footers: { default: footer },
        children: [
          new Paragraph({
            heading: HeadingLevel.HEADING_1,
            alignment: AlignmentType.CENTER,
            spacing: { after: 200 },
            children: [new TextRun({ text: title, font: HEI, size: TITLE_SIZE, color: '000000' })],
          }),
          ...shown.map(
            ([label, value]) =>
              new Paragraph({ spacing: { after: 40 }, children: runs(`${label}：${value}`, BODY_SIZE) }),
          ),
          ...blocks.map(block),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
