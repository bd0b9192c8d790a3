import { caseContract } from '../contract/case';
import { serve } from '../platform/call/dispatch';
import { askerCommands } from './asker-commands';
import { canned } from './canned-answers';
import { complaintDesk } from './complaints';
import { correctPrivacy } from './correct-privacy';
import {
  allCases,
  inbox,
  inboxCounts,
  officeCounts,
  officeDesk,
  recordedCases,
  reports,
  supervisedCases,
} from './desks';
import { findCases } from './find';
import { getByNumber, getByReceipt, getCase } from './get';
import { colleagues } from './hand-to';
import { followCase, joinCase } from './join';
import { commitments, followedCases, myCases, overdueCases, publicCases } from './lists';
import { mergeCase } from './merge';
import { uploadPicture } from './pictures';
import { publicity } from './publish';
import { findCaller, recordCall } from './record-call';
import { recurringMatters } from './recurring';
import { revealAsker } from './reveal-asker';
import { searchCases, similarCases } from './search';
import { several } from './several';
import { staffCommands } from './staff-commands';
import { reportChoices, submitCase } from './submit';
import { suggestion } from './suggestion';
import { synonyms } from './synonyms';
import { topics } from './topics';

export const main = serve(caseContract, {
  ...askerCommands,
  ...staffCommands,
  ...publicity,
  ...canned,
  ...synonyms,
  ...topics,
  ...complaintDesk,
  ...recurringMatters,
  'case.submit': submitCase,
  'case.uploadPicture': uploadPicture,
  'case.similar': similarCases,
  'case.suggestion': suggestion,
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
  'case.reportChoices': reportChoices,
  'case.reports': reports,
  'case.desk': officeDesk,
  'case.deskCounts': officeCounts,
  'case.find': findCases,
  'case.several': several,
  'case.colleagues': colleagues,
  'case.merge': mergeCase,
  'case.correctPrivacy': correctPrivacy,
  'case.revealAsker': revealAsker,
  'case.supervised': supervisedCases,
  'case.all': allCases,
  'case.findCaller': findCaller,
  'case.record': recordCall,
  'case.recorded': recordedCases,
});
