import type { reportContract } from '../contract/report';
import { ensure } from '../core/domain-error';
import { minutesPaper } from '../core/report/minutes-paper';
import type { Paper } from '../core/report/paper';
import { resultsPaper } from '../core/report/results-paper';
import { readMinutes } from '../hall/read-minutes';
import type { Handler } from '../platform/call/dispatch';
import { categoryNames } from '../platform/database/topics';
import { surveyResults } from '../survey/results';

/** Read where everybody reads them, so that nothing of a draft can be in the file. @throws DomainError not_found */
export const minutesFile: Handler<(typeof reportContract)['report.minutesFile']> = {
  may: 'anyone',
  showsWords: true,
  async run(which, context) {
    const { minutes } = await readMinutes.run(which, context);
    ensure(minutes !== null, 'not_found');
    return asFile(minutesPaper(minutes, context.now, await categoryNames(context.now)));
  },
};

/** What is sealed and not announced is in no file, whoever asks. @throws DomainError not_found */
export const resultsFile: Handler<(typeof reportContract)['report.resultsFile']> = {
  may: 'anyone',
  showsWords: true,
  async run({ sessionId, survey, version }, context) {
    const shown = version === undefined ? undefined : { survey, version };
    const { results } = await surveyResults.run({ sessionId, shown }, context);
    const wanted = results.find((result) => result.survey === survey);
    ensure(typeof wanted?.announcedAt === 'number', 'not_found');
    return asFile(resultsPaper(wanted, wanted.announcedAt));
  },
};

async function asFile(paper: Paper) {
  // Loaded by whoever wants a file: it is half of the function, whose figures are asked much more often.
  const { wordFile } = await import('./word-file');
  return { fileName: paper.fileName, base64: (await wordFile(paper)).toString('base64') };
}
