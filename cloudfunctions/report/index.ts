import { reportContract } from '../contract/report';
import { serve } from '../platform/call/dispatch';
import { dashboard } from './dashboard';
import { ledgerProgress, makeLedger } from './ledger';
import { record } from './record';

export const main = serve(reportContract, {
  'report.record': record,
  'report.dashboard': dashboard,
  'report.makeLedger': makeLedger,
  'report.ledger': ledgerProgress,
});
