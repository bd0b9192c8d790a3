import { CARD_COLOURS, CARD_STATES, PLAN_STATES } from '../../../miniprogram/shared/survey';
import { pathTo } from '../address';
import { CardList } from '../html/cards';
import { CardTag, Day, Empty, More, Prose } from '../html/parts';
import type { Page } from '../html/shell';
import { cardOf, cardsFrom } from '../public';

/** All cards, newest first. */
export async function cardsPage(cursor?: string): Promise<Page | null> {
  const listed = await cardsFrom({ cursor });
  if (!listed) return null;
  return {
    title: '红黄牌',
    description: '不满意的比例达到规则写明的线，给部门亮牌。每张牌的复核、整改和复评都在这里。',
    at: '/cards',
    main: (
      <>
        <h1>红黄牌</h1>
        <p className="lead">
          不满意的比例达到<a href={pathTo('/rules')}>规则</a>写明的线，给部门亮牌。复核、整改和复评都公开。
        </p>
        {listed.cards.length === 0 ? <Empty>还没有亮过牌。</Empty> : <CardList cards={listed.cards} />}
        {listed.next !== null && (
          <More to={pathTo(`/cards?after=${encodeURIComponent(listed.next)}`)}>更早的</More>
        )}
      </>
    ),
  };
}

/** One card with its review, its plan and its re-rating; nobody is named. */
export async function cardPage(cardId: string): Promise<Page | null> {
  const card = await cardOf(cardId);
  if (!card) return null;
  return {
    title: `${CARD_COLOURS[card.colour]}：${card.title}`,
    description: `${card.departmentName}，第 ${card.sessionNumber} 期。`,
    at: `/cards/${cardId}`,
    main: (
      <>
        <p className="soft">
          <a href={pathTo(`/sessions/${card.sessionNumber}`)}>第 {card.sessionNumber} 期</a>，
          {card.departmentName}
        </p>
        <h1>{card.title}</h1>
        <ul className="tags">
          <CardTag colour={card.colour} />
          <li>{CARD_STATES[card.state]}</li>
          <li>{PLAN_STATES[card.plan]}</li>
        </ul>
        <dl className="facts">
          <dt>评价</dt>
          <dd>
            {card.dissatisfied === null ? card.band : `${card.valid} 人评价，不满意 ${card.dissatisfied} 人`}
          </dd>
          <dt>亮牌</dt>
          <dd>
            <Day at={card.givenAt} />
            ，按<a href={pathTo(`/rules/${card.rulesVersion}`)}>第 {card.rulesVersion} 版规则</a>
          </dd>
          <dt>整改方案</dt>
          <dd>
            <Day at={card.planDueAt} /> 前提交{card.isPlanOverdue && <span className="danger">，已超期</span>}
          </dd>
        </dl>
        {card.appeal && (
          <section className="sheet" aria-labelledby="appeal">
            <h2 id="appeal">复核</h2>
            <p>
              <Day at={card.appeal.at} /> 部门申请复核
              {card.appeal.decision !== null &&
                `，${card.appeal.decision === 'upheld' ? '维持亮牌' : '撤销'}`}
            </p>
            {card.appeal.reason && <Prose text={card.appeal.reason} />}
          </section>
        )}
        {card.planText && (
          <section className="sheet" aria-labelledby="plan">
            <h2 id="plan">整改方案</h2>
            <Prose text={card.planText} />
            <ul>
              {card.measures.map(({ text, dueAt, isDone }) => (
                <li key={text}>
                  {text}（<Day at={dueAt} /> 前，{isDone ? '已完成' : '未完成'}）
                </li>
              ))}
            </ul>
            {card.notes.map(({ at, text }) => (
              <p key={at}>
                <Day at={at} />：{text}
              </p>
            ))}
          </section>
        )}
        <p>
          <a href={pathTo(`/questions/${card.questionId}`)}>看这个问题</a>
        </p>
      </>
    ),
  };
}
