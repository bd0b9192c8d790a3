import { CARD_STATES, PLAN_STATES } from '../../../miniprogram/shared/survey';
import type { Card } from '../../contract/card';
import { pathTo } from '../address';
import { CardTag, Day } from './parts';

/** Cards as rows, with where each stands. */
export function CardList({ cards }: { cards: readonly Card[] }) {
  return (
    <ul className="rows">
      {cards.map((card) => (
        <li key={card.id}>
          <p className="title">
            <a href={pathTo(`/cards/${card.id}`)}>{card.title}</a>
          </p>
          <p className="soft">
            {card.departmentName}，第 {card.sessionNumber} 期，
            <Day at={card.givenAt} />
          </p>
          <ul className="tags">
            <CardTag colour={card.colour} />
            <li>{CARD_STATES[card.state]}</li>
            <li>
              {card.dissatisfied === null
                ? card.band
                : `${card.valid} 人评价，不满意 ${card.dissatisfied} 人`}
            </li>
            {card.state !== 'withdrawn' && <li>{PLAN_STATES[card.plan]}</li>}
            {card.isPlanOverdue && <li className="danger">整改超期</li>}
          </ul>
        </li>
      ))}
    </ul>
  );
}
