import { reportContract } from '../contract/report';
import { serve } from '../platform/dispatch';
import { dashboard } from './dashboard';
import { ledgerProgress, makeLedger } from './ledger';

export const main = serve(reportContract, {
  'report.dashboard': dashboard,
  'report.makeLedger': makeLedger,
  'report.ledger': ledgerProgress,
});
