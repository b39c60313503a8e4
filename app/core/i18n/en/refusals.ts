export const refusals = {
  hostIsAnother: "The portal is at {{url}}. Open it there and send the form again.",
  hostNotPassedOn:
    "A proxy in front of the portal does not pass on the host name that the browser asked for. Have it send the browser's Host header (nginx: proxy_set_header Host $http_host;), or set APP_URL, which is {{url}}, to the address that people open.",
  hopsworksDown:
    "The Hopsworks cluster does not answer just now. Nothing is lost; it is tried again by itself in a little while.",
  hopsworksAnsweredNonsense:
    "Something that is not Hopsworks answered in its place. It is tried again by itself; an administrator should check the cluster's address.",
  hopsworksRefusesKey:
    "The Hopsworks cluster refuses the portal's key. An administrator has to give the cluster a new one.",
  hopsworksRefuses:
    "The Hopsworks cluster refused the portal's request. It is tried again by itself; if it stays so, an administrator has to look at the cluster.",
  hopsworksKnowsNoIdp:
    "The Hopsworks cluster does not know the identity provider that people sign in with. An administrator has to register it there.",
  hopsworksUserTaken:
    "The Hopsworks cluster has another account in place of this person's. An administrator has to look at it there.",
  hopsworksProjectTaken: "Somebody else on the cluster already has a project of that name. Choose another name.",
  hopsworksProjectLimit:
    "The person may have no more projects on the Hopsworks cluster. An administrator can raise the limit there.",
  hopsworksStillCreating: "The Hopsworks cluster is still creating the project. It is looked at again in a moment.",
  placementFailed:
    "Something went wrong while your place was being prepared. Try again; if it happens again, tell an administrator.",
  clusterNameTaken: "There is already a cluster named “{{name}}”. Choose another name.",
  clusterNameInvalid: "A cluster needs a name of at most 80 characters. Write one.",
  hopsworksUrlInvalid:
    "That is not the address of a Hopsworks. Write where it begins, such as https://hopsworks.example.org.",
  hopsworksKeyInvalid: "That is not a whole API key of Hopsworks: a prefix, a dot and a secret. Copy all of it.",
  hopsworksIdpClientIdInvalid:
    "The client ID of the identity provider is missing or too long. Copy it from the settings of Hopsworks.",
  hubApiUrlInvalid:
    "That is not the address of a hub's API. It ends in /hub/api, such as https://hub.example.org/hub/api.",
  hubPublicUrlInvalid:
    "That is not an address that browsers can open. Write where the hub begins, such as https://hub.example.org.",
  hubKnown:
    "This hub is the cluster “{{cluster}}” already. What runs on it would be counted twice; give the address of another hub.",
  hubTokenInvalid: "That is not a token of the hub. Copy all of it, without spaces.",
  maxMembersInvalid: "The most members is a whole number from 1 to 1,000,000. Write one, such as 50.",
  maxMembersBelowCount:
    "Members who have their place there already: {{members}}. The most cannot be fewer; to let nobody else in, let it take no new members.",
  addressNotEncrypted:
    "What goes to {{address}} could be read on its way. Use an address that begins with https://, or one on this machine.",
  hubOnPortalOrigin:
    "The hub's address for browsers is the portal's own, so that notebooks could act as whoever looks at them. Give the hub a host name of its own.",
  clusterAddressPrivate:
    "{{host}} leads into a private network, where the portal goes only where its operator allows it. If that is meant, the operator adds the host or its network to OUTBOUND_ALLOW and starts the portal again.",
  addressInvalid: "That is not an address that can be reached. Write one that begins with https://.",
  addressHasSecret: "An address is no place for a name or a password. Leave out what stands before the @.",
  addressNotHttps: "What goes there could be read on its way. Use an address that begins with https://.",
  addressIsPortal: "That is the portal's own address. Write the address of the other system.",
  addressPrivate:
    "This address leads into a private network, where nothing is sent. Use one that can be reached from everywhere.",
  receiverUnknown: "There is no host of that name. Check how the address is written.",
  receiverUnreachable: "Nobody took the message: the connection failed. Check that the other side is up and reachable.",
  receiverUntrusted:
    "The other side's certificate is not valid for this address, so nothing was sent. It needs a certificate that browsers trust.",
  receiverTooSlow: "The other side did not answer in time. It should answer first and do its work afterwards.",
  clusterUnknown: "There is no such cluster.",
  hubDown: "The notebook servers' hub does not answer just now. What runs keeps running; try again in a minute.",
  hubStillStopping: "What ran at the hub is still on its way to a stop. The hub is asked again in a moment.",
  hubStillClearing:
    "The hub still has to let go of an account with this address that was deleted. This is tried again by itself.",
  hubBusy: "Many people are starting at this moment and the hub asks to wait. Try again a little later.",
  hubRefusesPortal:
    "The notebook servers' hub refuses the portal. An administrator has to give the cluster the hub's new token.",
  hubAnsweredNonsense:
    "Something that is not JupyterHub answered in its place. An administrator should check the cluster's hub address.",
  hubListIncomplete: "The hub's list of running servers changed while it was read. It is read again by itself.",
  hubRefusesName:
    "The hub cannot have a user named “{{username}}”. An administrator has to look at the hub's rules for names.",
  signInExpired: "This sign-in took too long or was begun in another browser. Please sign in again.",
  signInStateMismatch:
    "This answer does not belong to the sign-in that you began here, so it was not used. Please sign in again.",
  signInNonceMismatch: "This answer belongs to another sign-in, so it was not used. Please sign in again.",
  signInReplayed: "This sign-in has already been used or is too old. Please sign in again.",
  signInDenied: "You chose not to sign in. Nothing was changed; sign in again whenever you like.",
  identityProviderDown: "The sign-in service does not answer just now. Please try again in a minute.",
  identityProviderRefused:
    "The sign-in service refuses this portal. This is not your fault; please tell an administrator.",
  identityUntrusted:
    "What the sign-in service said could not be trusted, so nobody was signed in. Please try again; if it happens again, tell an administrator.",
  clocksDiffer: "The clocks of this portal and of the sign-in service differ too much. Please tell an administrator.",
  emailNotVerified:
    "Your e-mail address has not been verified yet. Open the link in the message that the sign-in service sent you, then sign in again.",
  emailMissing:
    "The sign-in service gave no e-mail address for you. Add one to your account there, then sign in again.",
  emailBelongsToAnother:
    "Your e-mail address already belongs to a member who signs in another way. Sign in the way you did before, or ask an administrator.",
  suspended: "Your membership is suspended; an administrator can tell you more. \u2068{{reason}}\u2069",
  sessionNotFound: "You have no such session; perhaps it has ended already.",
  statusIsYourOwn: "You cannot change your own status. Ask another administrator.",
  chooseGrace: "Choose when what runs is stopped.",
  memberIsSuspended: "Whoever is suspended cannot become an administrator. End the suspension first.",
  adminBySettings:
    "The settings make this member an administrator (ADMIN_EMAILS). Take the address out there, restart, and dismiss them then.",
  reasonMissing: "A reason is missing. Write it in a sentence or two.",
  reasonTooLong: "A reason has at most 300 characters. Write it shorter.",
  setUpCodeMissing: "The set-up code is missing. The portal prints it in its log when it starts.",
  setUpCodeWrong: "That is not the set-up code. Copy it from the log of the portal's last start.",
  setUpTriesUsedUp: "Too many wrong codes. Look for the right one in the log, and try again in an hour.",
  adminsOnly: "This page is for administrators only. If you should see it, ask an administrator.",
  noPlaceYet: "Your place on a cluster is not ready yet. The welcome page shows how far it is.",
  memberUnknown: "There is no such member.",
  creditTooLow: "You have {{available}} of credit, and this needs {{needed}}. Buy credits, then try again.",
  paymentsDown: "Payments cannot be reached just now. Nothing was charged; try again in a minute.",
  amountNotMoney: "That is not an amount of money. Write a number with at most two decimals, such as 20 or 20.50.",
  amountOutOfRange: "A purchase can be from 5 to 10,000. Choose an amount in between.",
  purchaseKeyMissing: "This form is no longer complete. Open the billing page again and repeat the purchase.",
  purchaseKeyReused: "This form was already sent with another amount. Open the billing page again to buy more.",
  purchaseOver:
    "This purchase is over: it was paid, or it waited too long. Open the billing page again to begin a new one.",
  purchaseNotQuarantined: "This payment does not wait for a decision. Look at its state on the payments page.",
  purchaseResolved: "Somebody has decided about this payment already. Open its page again to see how.",
  quarantineUnknown: "There is no such payment to check. Those that wait are on the payments page.",
  adjustmentTooMuch: "An adjustment can be up to 10,000. Write a smaller amount.",
  purchaseUnknown: "There is no such purchase among yours. Your purchases are on the billing page.",
  noBillingAccount: "Your billing account has not been opened yet. Sign in again to have it opened.",
  webhookSignature:
    "This message was not signed by Stripe within the last five minutes, so it was not read. Check the signing secret and the clock.",
  webhookUnreadable: "Stripe signed this message, but it is not an event that can be read or kept.",
  priceBookOffWindow: "New prices begin at a full quarter of an hour. Choose such a time.",
  priceBookInPast: "New prices cannot begin in the past: what was used keeps its prices. Choose a later time.",
  priceBookTaken: "Other prices already begin at that time. Choose another time.",
  priceBelowZero: "A price cannot be below zero. Write zero for what costs nothing.",
  startRequested: "You asked for it.",
  startedOutside: "It was started on the hub's own pages.",
  ready: "It is ready.",
  stoppedByOwner: "You stopped it.",
  stoppedOutside: "It was stopped on the cluster, not from here: by an administrator, or by the hub's own rules.",
  ownerSuspended: "An administrator suspended the membership, so it was stopped. The files are kept.",
  ownerLeaves: "The account that it belonged to was deleted, so it was stopped.",
  creditUsedUp: "Your credit was used up, so it was stopped. Your files are kept; buy credit to start it again.",
  hubUnreachable: "The cluster does not answer. The start goes on by itself when it is back, for two minutes at most.",
  startFailed: "The cluster could not start it: {{cause}}",
  didNotStart: "It did not start.",
  startVanished: "The cluster was asked and forgot. Try again; if it happens again, tell an administrator.",
  startTookTooLong:
    "The start took more than a quarter of an hour and was given up. Try again, or choose a smaller size.",
  namedServersOff:
    "Your cluster's JupyterHub gives each member one server, so there is no environment beside your notebook. An administrator of the hub can change that.",
  namedServersFull:
    "Your cluster's JupyterHub gives you no more servers. Delete an environment that you no longer need, or ask an administrator.",
  namedServersUnknown:
    "Whether your cluster's JupyterHub gives members more than one server is not known yet. It is asked every minute; look again in a moment.",
  environmentsTooMany:
    "You may have {{most}} environments, your notebook counted in, and have as many. Delete one that you no longer need.",
  environmentNameTaken: "You already have an environment named “{{name}}”. Start that one, or choose another name.",
  environmentNameInvalid: "A name has 1 to 60 characters. Write one, such as “Thesis”.",
  environmentIdOrName: "An id means an environment that is there, a name a new one. Send only one of them.",
  notebookStays: "The notebook that every member has cannot be deleted. Stopped, it costs nothing.",
  stopBeforeDeleting: "It is up. Stop it first, then delete it.",
  sizeNotOffered: "This size is not on offer any more. Choose another one.",
  chooseSize: "Choose a size first.",
  stillStopping: "It is still stopping. Try again in a moment.",
  tryAgain: "Something else changed it at the same moment. Look at it and try again.",
  environmentNotFound: "There is no such environment among yours.",
  environmentNotRunning: "It is not running, so there is nothing to open. Start it first.",
  impersonationReadsOnly:
    "You are looking at the portal as someone else, so nothing can be changed. End it first, then act under your own name.",
  impersonationNotInPerson:
    "This is for the member in person, even to read. Whoever only looks at the portal as them does not get it.",
  impersonationReasonShort: "Say why, in at least ten characters. The member will read it.",
  impersonationReasonLong: "That is too long for a reason. Say it in at most 300 characters.",
  impersonationMinutes: "Choose 15, 30 or 60 minutes.",
  impersonationOfOneself: "You already see the portal as yourself.",
  impersonationOfAdmin: "This person is an admin. Nobody looks at the portal as another admin.",
  impersonationOfSuspended: "This member is suspended and sees nothing, so there is nothing to look at.",
  impersonationOfFormerMember: "This member has left. Nothing of theirs is there to look at.",
  impersonationNotFound: "There is no such look at your portal.",
  linkNeedsSession:
    "You are no longer signed in, so nothing was linked. Sign in the way you always do, then link the other one again.",
  linkOfAnotherSession:
    "This linking was begun in another session or took too long. Nothing was linked; begin again from here.",
  linkExpired: "There is nothing to confirm any more. Nothing was linked; begin again from here.",
  identityLinkedAlready: "You already sign in with this one. Choose another at the provider.",
  identityBelongsToAnother: "This sign-in belongs to another member. Nothing was linked.",
  identityEmailOfAnother: "The address of this sign-in is another member's. Nothing was linked.",
  identityNotFound: "You have no such sign-in.",
  identityIsLast: "This is the only way you can sign in. Link another before you take it away.",
  leaveEmailMissing: "Type your e-mail address to show that you mean it.",
  leaveEmailOther: "That is not the address of this account. Type it as it is shown above the field.",
  lastAdminStays:
    "You are the only administrator who stays, and somebody has to run this installation. Appoint another one first.",
  exportTableUnknown: "There is no such table in your data.",
  memberNotFound: "There is no such member.",
  keyNotFound: "There is no such key among yours.",
  keyNameInvalid: "A key needs a name of at most 80 characters. Write one.",
  keyScopesMissing: "A key that may do nothing is of no use. Choose what it may do.",
  keyLifetimeInvalid: "A key lasts from 7 to 365 days. Choose one of the offered times.",
  keyFormStale: "This form is no longer complete. Open the page again and repeat what you chose.",
  keyAlreadyMade:
    "This form was sent before, and the key was made then. It cannot be shown again: if you did not keep it, revoke it and make another.",
  keysTooMany: "You have {{most}} keys that work, and there cannot be more. Revoke those that nobody uses.",
  keyNotReplaceable: "This key has been replaced or has ended, so it cannot be replaced again. Make a new one.",
  overlapInvalid: "Choose how long the old key still works.",
  adminScopeForAdmins: "Only administrators can let a key administer the platform. Choose what else it may do.",
  notWhileImpersonating: "You are looking at the portal as someone else. Only they can make what lets programs in.",
  keyUnknown: "This is not a key of this portal. Check that all of it was copied.",
  keyRevoked: "This key was revoked. Make a new one on the portal's page of API keys.",
  keyExpired: "This key has expired. Make a new one on the portal's page of API keys.",
  tokenInvalid: "This token is not one for this portal. Get a new one.",
  tokenFromFuture: "This token says that it is for later than now. Check the clocks, or get a new one.",
  tokenExpired: "This token has expired. Get a new one.",
  tokenOfStranger: "Whoever this token is for is not a member here. Sign in on the portal's pages first.",
  sessionOver: "This session is over. Sign in again.",
  credentialUnreadable: "The header Authorization has to say Bearer and then a token or a key.",
  credentialsTwice: "Two different credentials were sent at once. Send only one.",
  pageNotFound: "There is no page at this address.",
  invalidInput: "Something in the form is missing or does not fit. Look at it again.",
  textNotSingleLine:
    "A text on one line has no line breaks, and no characters that cannot be seen. Type it again, or paste it without formatting.",
  textNotReadable:
    "A text has no control or direction characters, which cannot be seen. Type it again, or paste it without formatting.",
  textUnstorable: "It holds a character that no text can have: a NUL, or half of another. Leave it out.",
  databaseAway:
    "The portal cannot reach its database just now. Nobody is signed out and what runs keeps running; try again in a moment.",
  clockWrong:
    "The clock of the machine that answered is wrong, so it does nothing until that is set right. Nobody is signed out and nothing is charged by it; try again in a moment.",
  collectionFailed:
    "Collecting the usage failed for a reason nobody foresaw. It is tried again by itself; the log says why.",
  collectionMissed:
    "Nobody collected this quarter of an hour within a day. What was known of it is charged, the rest is not.",
  endpointUnknown: "There is no such endpoint.",
  methodUnknown: "This endpoint takes {{allowed}} alone.",
  brokenHere:
    "Something broke on our side. Nothing of yours was changed; try again, and tell us the request id if it stays.",
  signInNeeded: "Sign in first, or send a key or a token.",
  credentialInAddress:
    "A credential does not belong in the address, where logs keep it. Send it in a header: X-API-Key or Authorization.",
  bodyUnreadable: "This request cannot be read. Send valid JSON.",
  bodyTooLarge: "This request is too long.",
  bodyNotJson: "This endpoint reads JSON. Send it with Content-Type: application/json.",
  inputMisfits: "The request does not fit: {{problem}}",
  fieldMisfits: "{{field}}: {{problem}}",
  tooManyCalls: "Rate limit exceeded: {{limit}} requests per minute",
  tooManyFailedKeys: "Rate limit exceeded: {{limit}} wrong API keys per minute",
  tooManySignIns: "Rate limit exceeded: {{limit}} sign-in attempts per hour",
  cronSecretWrong: "The secret of the scheduler is missing or wrong.",
  foreignPage: "This request did not come from one of the portal’s own pages.",
  scopeMissing: "This key lacks the scope {{scope}}.",
  idempotencyKeyInvalid: "An Idempotency-Key is 1 to 255 visible ASCII characters.",
  idempotencyKeyReused: "This Idempotency-Key was used with another body. Use a new key for a new request.",
  idempotencyKeyBusy: "The first request with this Idempotency-Key is still under way. Try again in a moment.",
  noneActive: "You have no active environment.",
  environmentIdMisshapen: "That is not the id of an environment.",
  memberIdMisshapen: "That is not the id of a member.",
  webhookEventsMissing: "Choose at least one kind of event.",
  webhookDescriptionTooLong: "The name is too long. Use at most 120 characters.",
  webhookEverybodyForAdmins: "Only administrators may hear everybody’s events.",
  webhookLimit: "You already have {{limit}} endpoints. Delete one that you no longer need to add another.",
  webhookFormUsed: "This form is no longer complete, or was used before. Open the page again to add an endpoint.",
  webhookSecretMade: "A new secret has been made meanwhile. Open the page again to make another.",
  webhookNotEnabled: "The endpoint is paused or switched off. Switch it on, then send.",
  webhookFailing: "Nothing got through to it for 24 hours. See what its program answers, then switch it on.",
  webhookGone: "It answered 410, which asks to be told nothing more. Switch it on if it should be told.",
  webhookUnknown: "There is no such endpoint among yours.",
  deliveryUnknown: "There is no such message of this endpoint. They are kept for 30 days.",
  periodEmpty: "The period ends before it begins. Give a `to` that is later than `from`.",
  periodTooLong: "The period is longer than {{days}} days. Ask for it in parts.",
  clusterFieldsMissing: "A cluster is Hopsworks and the hub beside it. Add what is missing: {{missing}}.",
  collectionNotFound: "There is no such collection, or it was more than 30 days ago.",
  collectionUnderWay: "A collection is under way already ({{runId}}). Look at its outcome, or try again in a moment.",
  loginSignature:
    "This message was not signed by the identity provider's Action within the last five minutes, so it was not read. Check the secret and the clock.",
  loginUnreadable: "This message does not say who signed in. Send the user's sub, email and email_verified.",
};
