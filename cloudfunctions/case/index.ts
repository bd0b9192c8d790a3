import { caseContract } from '../contract/case';
import { serve } from '../platform/call/dispatch';
import { askerCommands } from './asker-commands';
import { canned } from './canned-answers';
import { complaintDesk } from './complaints';
import {
  allCases,
  inbox,
  inboxCounts,
  officeCounts,
  officeDesk,
  recordedCases,
  supervisedCases,
} from './desks';
import { getByNumber, getByReceipt, getCase } from './get';
import { followCase, joinCase } from './join';
import { commitments, followedCases, myCases, overdueCases, publicCases } from './lists';
import { mergeCase } from './merge';
import { uploadPicture } from './pictures';
import { publicity } from './publish';
import { findCaller, recordCall } from './record-call';
import { recurringMatters } from './recurring';
import { revealAsker } from './reveal-asker';
import { searchCases, similarCases } from './search';
import { staffCommands } from './staff-commands';
import { submitCase } from './submit';

export const main = serve(caseContract, {
  ...askerCommands,
  ...staffCommands,
  ...publicity,
  ...canned,
  ...complaintDesk,
  ...recurringMatters,
  'case.submit': submitCase,
  'case.uploadPicture': uploadPicture,
  'case.similar': similarCases,
  'case.search': searchCases,
  'case.mine': myCases,
  'case.followed': followedCases,
  'case.public': publicCases,
  'case.commitments': commitments,
  'case.overdue': overdueCases,
  'case.get': getCase,
  'case.byReceipt': getByReceipt,
  'case.byNumber': getByNumber,
  'case.join': joinCase,
  'case.follow': followCase,
  'case.inbox': inbox,
  'case.inboxCounts': inboxCounts,
  'case.desk': officeDesk,
  'case.deskCounts': officeCounts,
  'case.merge': mergeCase,
  'case.revealAsker': revealAsker,
  'case.supervised': supervisedCases,
  'case.all': allCases,
  'case.findCaller': findCaller,
  'case.record': recordCall,
  'case.recorded': recordedCases,
});
