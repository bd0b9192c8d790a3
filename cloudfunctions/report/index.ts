import { reportContract } from '../contract/report';
import { serve } from '../platform/call/dispatch';
import { dashboard } from './dashboard';
import { ledgerProgress, makeLedger } from './ledger';
import { minutesFile, resultsFile } from './papers';
import { record } from './record';
import { trends } from './trends';

export const main = serve(reportContract, {
  'report.record': record,
  'report.dashboard': dashboard,
  'report.trends': trends,
  'report.minutesFile': minutesFile,
  'report.resultsFile': resultsFile,
  'report.makeLedger': makeLedger,
  'report.ledger': ledgerProgress,
});
