import type { Made } from './answer';
import { sessionsCalendar } from './calendar';
import { dataAt } from './data';
import { feedOf } from './feeds';
import { madePage, type Page } from './html/shell';
import { bookPage } from './pages/book';
import { briefPage } from './pages/brief';
import { cardPage, cardsPage } from './pages/cards';
import { casePage, casesPage, overduePage } from './pages/cases';
import { commitmentsPage } from './pages/commitments';
import { departmentsPage } from './pages/departments';
import { embedPage, embedScript } from './pages/embed';
import { firstPage } from './pages/first';
import { notFoundPage } from './pages/not-found';
import { openDataPage } from './pages/open-data';
import { openingPage } from './pages/opening';
import { questionPage } from './pages/question';
import { rulesPage } from './pages/rules';
import { searchPage } from './pages/search';
import { sessionPage } from './pages/session';
import { sessionsPage } from './pages/sessions';
import type { Query } from './query';
import { sitemap } from './sitemap';

type Route = readonly [
  address: RegExp,
  make: (part: string, query: Query, second: string) => Promise<Page | null> | Page,
];

const ID = '([A-Za-z0-9:_.-]{1,80})';
const NUMBER = '([1-9][0-9]{0,4})';
const at = (pattern: string) => new RegExp(`^${pattern}$`);

/** Every page by its address. */
const PAGES: readonly Route[] = [
  [at(''), firstPage],
  [at('/sessions'), (_, { after }) => sessionsPage(after)],
  [at(`/sessions/${NUMBER}`), (number) => sessionPage(Number(number))],
  [
    at(`/sessions/${NUMBER}/revisions/${NUMBER}`),
    (number, _, revision) => sessionPage(Number(number), Number(revision)),
  ],
  [at(`/book/${NUMBER}`), (number) => bookPage(Number(number))],
  [at(`/questions/${ID}`), questionPage],
  [at('/cases'), (_, { after }) => casesPage(after)],
  [at(`/cases/${ID}`), casePage],
  [at('/overdue'), (_, { after }) => overduePage(after)],
  [at('/commitments'), (_, { after }) => commitmentsPage('open', after)],
  [
    at('/commitments/(late|done)'),
    (state, { after }) => commitmentsPage(state === 'late' ? 'late' : 'done', after),
  ],
  [at('/departments'), departmentsPage],
  [at('/brief'), briefPage],
  [at('/cards'), (_, { after }) => cardsPage(after)],
  [at(`/cards/${ID}`), cardPage],
  [at('/rules'), () => rulesPage()],
  [at(`/rules/${NUMBER}`), (version) => rulesPage(Number(version))],
  [at('/search'), (_, { words }) => searchPage(words)],
  [at(`/surveys/${ID}`), openingPage],
  [at('/data'), openDataPage],
];

/** Whether an address is a list that goes on behind `after`. */
export const isListed = (path: string): boolean =>
  /^\/(sessions|cases|overdue|commitments(\/(late|done))?|cards|data\/(sessions|cards|commitments))$/.test(
    path,
  );

/** What stands at an address: data, a feed, a page, or the page that says that there is none. */
export async function madeFor(path: string, query: Query): Promise<Made> {
  const other = await otherThanPage(path, query);
  if (other) return other;
  for (const [address, make] of PAGES) {
    const found = address.exec(path);
    if (!found) continue;
    return madePage((await make(found[1] ?? '', query, found[2] ?? '')) ?? notFoundPage());
  }
  return madePage(notFoundPage());
}

async function otherThanPage(path: string, query: Query): Promise<Made | null | undefined> {
  if (path === '/embed') return embedPage();
  if (path === '/embed.js') return embedScript();
  if (path === '/sitemap.xml') return sitemap();
  if (path === '/sessions.ics') return sessionsCalendar();
  const feed = /^\/feeds\/([a-z]+)\.xml$/.exec(path)?.[1];
  if (feed !== undefined) return feedOf(feed);
  return dataAt(path, query);
}
