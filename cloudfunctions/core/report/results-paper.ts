import { exactPercent } from '../../../miniprogram/shared/percent';
import { VERDICTS } from '../../../miniprogram/shared/survey';
import type { SurveyResults } from '../../contract/survey';
import { chineseDay } from '../date-words';
import { ratingInWords } from '../survey/announcement-of-results';
import type { Paper } from './paper';

type Item = SurveyResults['items'][number];

/** One survey as it was announced, in this version, as a paper. */
export function resultsPaper(results: SurveyResults, announcedAt: number): Paper {
  const { number, round, version, versions, limits, total } = results;
  const current = versions.find((known) => known.version === version);
  const cardsOf = (colour: 'yellow' | 'red') =>
    results.items.filter(({ verdict }) => verdict === colour).length;
  const shareOf = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
    exactPercent(numerator, denominator).replace('.0', '');
  const name = `第${number}期“四点”对话满意度结果通报`;
  const isOld = versions.some((known) => known.version > version);
  return {
    title: round === 1 ? name : `${name}（第${round}次评价）`,
    facts: [
      ['通报时间', chineseDay(announcedAt)],
      ['评价', `${results.eligible}人有资格评价，${results.turnout}人评价`],
      ['全部问题', figuresOf(total)],
      ['亮牌', `红牌${cardsOf('red')}张，黄牌${cardsOf('yellow')}张`],
      [
        '规则',
        `不满意度超过${shareOf(limits.yellow)}亮黄牌，超过${shareOf(limits.red)}亮红牌（规则手册第${results.rulesVersion}版）`,
      ],
      ['版本', version > 1 || isOld ? `第${version}版${isOld ? '，已更正' : ''}` : ''],
      ['更正原因', current?.reason ?? ''],
    ],
    blocks: [
      { heading: '各问题评价结果' },
      {
        table: {
          head: ['问题', '部门', '评价', '结果'],
          widths: [38, 18, 27, 17],
          rows: worstFirst(results.items).map((item) => [
            item.title,
            item.departmentName,
            figuresOf(item),
            VERDICTS[item.verdict],
          ]),
        },
      },
      { heading: '各部门评价结果' },
      {
        table: {
          head: ['部门', '问题数', '评价'],
          widths: [30, 15, 55],
          rows: results.departments.map((of) => [of.name, String(of.questions), figuresOf(of)]),
        },
      },
      { note: '不满意含“不满意”和“非常不满意”，选“不了解”的不计入评价人数。人数不足的不公布。' },
      { note: `票箱封条号码：${results.boxDigest}` },
      ...(results.countedDigest ? [{ note: `计票名单的号码：${results.countedDigest}` }] : []),
    ],
    digest: { of: '这份结果', value: results.resultDigest },
    fileName: `第${number}期满意度结果通报${round > 1 ? `_第${round}次评价` : ''}${version > 1 ? `_第${version}版` : ''}.docx`,
  };
}

/** 271人评价，不满意155人（57.2%）, or why there is no figure. */
function figuresOf(of: Pick<Item, 'valid' | 'dissatisfied' | 'band'>): string {
  const words = ratingInWords(of);
  return of.valid && of.dissatisfied !== null
    ? `${words}（${exactPercent(of.dissatisfied, of.valid)}）`
    : words;
}

/** By the share of the dissatisfied; what is not shown exactly comes last, in its own order. */
const worstFirst = (items: readonly Item[]): Item[] => {
  const shareOf = ({ valid, dissatisfied }: Item) =>
    valid && dissatisfied !== null ? dissatisfied / valid : -1;
  return [...items].sort((left, right) => shareOf(right) - shareOf(left));
};
