import { pathTo } from '../address';
import { publicOpening } from '../data/opening';
import { Moment } from '../html/parts';
import type { Page } from '../html/shell';

/** What was public before a survey's first ballot, for a reader; the record itself is the data beside it. */
export async function openingPage(survey: string): Promise<Page | null> {
  const found = await publicOpening(survey);
  if (!found) return null;
  const { digest, record } = found;
  return {
    title: '开箱记录',
    description: '评价开始前公布的内容：问题、名单人数、规则和截止时间。',
    at: `/surveys/${survey}`,
    main: (
      <>
        <h1>开箱记录</h1>
        <p className="lead">第一张评价投出之前，下面的内容已经公布，之后不能改。</p>
        <dl className="facts">
          <dt>核对码</dt>
          <dd className="digest">{digest}</dd>
          <dt>凭证公钥校验码</dt>
          <dd className="digest">{record.keySet}</dd>
          <dt>领到凭证</dt>
          <dd>{record.roll.issued} 人</dd>
          <dt>问题</dt>
          <dd>{record.questions.filter(({ isDue }) => isDue).length} 个</dd>
          <dt>规则</dt>
          <dd>
            <a href={pathTo(`/rules/${record.rules.version}`)}>第 {record.rules.version} 版</a>
          </dd>
          <dt>截止</dt>
          <dd>
            <Moment at={record.closesAt} />
          </dd>
        </dl>
        <p>
          <a href={pathTo(`/opening/${survey}`)}>完整记录（JSON）</a>
        </p>
        <p>
          <a href={pathTo(`/sessions/${record.session.replace('session-', '')}`)}>回到本期</a>
        </p>
      </>
    ),
  };
}
