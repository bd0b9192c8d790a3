import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import type { Cell, Feature } from 'write-excel-file/node';
import {
  findElement,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  replaceElement,
} from 'write-excel-file/utility';

/** How every sheet of ours looks. */
export const HEADER = {
  fontWeight: 'bold',
  backgroundColor: '#E8E1D3',
  borderStyle: 'thin',
  borderColor: '#B8AE9A',
  align: 'center',
  alignVertical: 'center',
  height: 34,
  wrap: true,
} as const;
export const BODY = { borderStyle: 'thin', borderColor: '#D9D2C4', alignVertical: 'top' } as const;
export const FONT = { fontFamily: 'Microsoft YaHei', fontSize: 10 } as const;
export const TITLE_ROWS = 2;

/** The title, and under it who made the sheet, when, and of how much. */
export function titleRows(title: string, note: string, columns: number): Cell[][] {
  const rest = Array.from({ length: columns - 1 }, () => null);
  // Not centred: the middle of many columns lies off the screen.
  const line = { align: 'left', alignVertical: 'center', columnSpan: columns } as const;
  return [
    [{ ...line, value: title, fontWeight: 'bold', fontSize: 18, height: 36 }, ...rest],
    [{ ...line, value: note, height: 20 }, ...rest],
  ];
}

const SHEET = 'xl/worksheets/sheet{id}.xml';
const WORKBOOK = 'xl/workbook.xml';
/** Codes of ECMA-376, 18.3.1.63. */
const PAPERS = { A3: 8, A4: 9 } as const;
export type Paper = keyof typeof PAPERS;

/** An element of the root, in the place that the format's strict order gives it. */
function put(xml: string, file: typeof SHEET | typeof WORKBOOK, root: string, tag: string, markup: string) {
  const found = findElement(xml, tag);
  if (found) return replaceElement(xml, found, markup);
  return insertElementMarkupAccordingToOrderOfSiblings(
    xml,
    markup,
    getOrderOfSiblings(file, root) ?? [],
    root,
  );
}

/**
 * Makes sheets that can be printed and filed as they are: landscape, one page wide, the frozen rows on every page, pages
 * numbered. The library writes no such settings by itself.
 *
 * @param papers by the name of the sheet
 */
export const printing = (papers: Readonly<Record<string, Paper>>): Feature<Stream | Buffer | Blob> => ({
  files: {
    transform: {
      [SHEET]: {
        transform(xml, { sheet = '' }) {
          const paper = PAPERS[papers[sheet] ?? 'A4'];
          const elements: ReadonlyArray<readonly [tag: string, markup: string]> = [
            ['sheetPr', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'],
            ['printOptions', '<printOptions horizontalCentered="1"/>'],
            [
              'pageMargins',
              '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
            ],
            // As many pages down as it takes.
            [
              'pageSetup',
              `<pageSetup paperSize="${paper}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
            ],
            [
              'headerFooter',
              '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>',
            ],
          ];
          return elements.reduce((text, [tag, markup]) => put(text, SHEET, 'worksheet', tag, markup), xml);
        },
      },
      [WORKBOOK]: {
        transform(xml, sheets) {
          const names = sheets.map(({ sheet, stickyRowsCount }, index) =>
            stickyRowsCount
              ? `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${sheet}'!$1:$${stickyRowsCount}</definedName>`
              : '',
          );
          return put(
            xml,
            WORKBOOK,
            'workbook',
            'definedNames',
            `<definedNames>${names.join('')}</definedNames>`,
          );
        },
      },
    },
  },
});
