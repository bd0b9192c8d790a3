import { dateWords } from '../../../../miniprogram/shared/time';
import type { WallState } from '../../../contract/wall';
import { Fit } from './fit';

/** So many lines can be read from the last row; with more the wall turns pages by itself. */
const LINES = 7;
const PAGE_MS = 10_000;

/** Afterwards: what became of each question, and what follows. */
export function AfterView({ state, now }: { state: WallState; now: number }) {
  const { outcomes, settled } = state;
  const pages = Math.max(1, Math.ceil(outcomes.length / LINES));
  const page = Math.floor(now / PAGE_MS) % pages;
  const others = settled - outcomes.length;
  return (
    <main class="body body--column">
      <h1 class="after__title">
        本期 {settled} 个问题
        {pages > 1 ? (
          <span class="soft">
            {' '}
            {page + 1}/{pages}
          </span>
        ) : null}
      </h1>
      <Fit name="after">
        <ul class="after__list">
          {outcomes.slice(page * LINES, (page + 1) * LINES).map((line, at) => (
            <li key={page * LINES + at} class="after__line">
              <span class="after__question">{line.title}</span>
              <span class="after__outcome">{outcomeWords(line)}</span>
            </li>
          ))}
        </ul>
        {others > 0 ? <p class="soft">另有 {others} 个问题不在大屏显示</p> : null}
      </Fit>
      <p class="after__then">纪要将在小程序和校园门户发布，请届时评价</p>
    </main>
  );
}

function outcomeWords({ outcome, departmentName, dueAt }: WallState['outcomes'][number]): string {
  if (outcome === 'on_spot') return '现场答复';
  return `转${departmentName}${dueAt === null ? '' : `，${dateWords(dueAt)}前办理`}`;
}
