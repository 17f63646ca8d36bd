/**
 * What customers of small businesses ask about, and the words they use for it. One concept a line; phrases are separated
 * by "|", matched on stems, in order; "*" stands for up to two words in between. A concept that a business's entries do
 * not know is as telling as one that they do: a question about jobs or wine must not be answered with opening hours.
 *
 * Written for this project from general knowledge of shops, restaurants, clinics and hotels; English only. Other
 * languages are matched by their words and letters alone.
 */
export const conceptLexicon: Record<string, string> = {
  // When
  hours:
    "opening hours|business hours|working hours|hours|opening times|open|opened|close|closing|closed|closing time|what time * open|what time * close|till what time|until what time|when * there|come by|still serving|last orders|24 hours|24 7",
  day: "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekend|weekends|weekday|weekdays|mon|tue|wed|thu|fri|sat|sun",
  today: "today|tonight|right now|this morning|this afternoon|this evening|same day|urgently|asap|immediately",
  holiday: "holiday|holidays|public holiday|bank holiday|christmas|new year|easter|thanksgiving|boxing day",
  duration:
    "how long|how much time|how fast|how quick|how soon|how many days|how many minutes|takes * minutes|takes * days|takes * hours|eta|long * wait|waiting time|wait time|how long till|gets here|when will * arrive|when does * arrive|minutes|working days",
  // Money
  price:
    "price|prices|pricing|priced|cost|costs|how much|fee|fees|charge for|charge|rate|rates|expensive|cheap|cheaper|affordable|quote|estimate|tariff|free|for free|free of charge|extra charge|surcharge|spend|pay for",
  payment:
    "payment|payments|pay|paying|payable|cash|credit card|debit card|card|cards|visa|mastercard|amex|american express|paypal|apple pay|google pay|klarna|venmo|zelle|bank transfer|cheque|contactless|iban|pay by|pay with|tap to pay",
  instalments:
    "instalments|installments|instalment|installment|monthly payments|pay monthly|pay * monthly|payment plan|finance|financing|spread the cost|spread * cost|spread * payments|pay later|split * payments|in parts|over * months",
  discount:
    "discount|discounts|discount code|promo|promo code|coupon|offer code|code|voucher code|sale|special offer|special offers|deal|deals|student price|student rate|reduced price|newsletter",
  concession: "student|students|senior|seniors|pensioner|military|nhs|teachers",
  gift: "gift voucher|gift vouchers|voucher|vouchers|gift card|gift cards|gift certificate|present for",
  giftwrap: "gift wrap|gift wrapping|wrapped|wrapping|gift message|gift box",
  deposit: "deposit|deposits|prepay|prepayment|upfront|down payment|in advance",
  tip: "tip|tips|tipping|service charge|gratuity",
  invoice: "invoice|invoices|receipt|receipts|vat|tax number|tax invoice|company invoice|bill for|proof of purchase",
  billing:
    "charged twice|charged double|double charged|charged three times|charged again|overcharged|over charged|wrong amount|charged * times|billed twice|unauthorised charge|unknown charge|charged wrong",
  loyalty: "loyalty|loyalty card|points|reward|rewards|stamp card|membership card",
  insurance: "insurance|insurer|insurance plan|insured|coverage|covered by|medicare|medicaid|copay",
  // Where and how to reach
  location:
    "address|where are you|located|location|directions|how do i find|find you|where is your|where is the|get there|get to you|how to get to|which street|map|nearest station|bus stop|which floor|near",
  parking: "parking|park|car park|garage|parking lot|parking space|leave * car|valet|park * car|parked",
  transit: "bus|train|metro|subway|tram|station|airport|shuttle|transfer from|pick me up|taxi|cab|uber",
  contact: "phone|phone number|call you|ring you|telephone|email|email address|contact|reach you|hotline|speak with",
  physical:
    "physical store|physical shop|store|shop|showroom|in person|visit you|branch|walk into|try it on|high street",
  branch: "other branch|other location|another location|branches|locations|franchise",
  // Getting things
  delivery:
    "delivery|deliver|delivers|delivering|delivered|shipping|ship|ships|shipped|shipment|courier|dispatch|send it to|bring it|post it|home delivery|postage|drop off|food gets here|order gets here",
  international:
    "international|internationally|abroad|overseas|worldwide|europe|eu|country|countries|canada|australia|germany|customs|import duty",
  tracking:
    "track|tracking|tracking number|where is my order|where is my package|where is my parcel|wheres my order|order status|status of my order|not arrived yet|hasnt arrived",
  lost: "stolen|stole|lost|missing|disappeared|never arrived|never received|says delivered|went missing",
  takeaway: "takeaway|take away|takeout|take out|to go|pick up|pickup|collect|collection|click and collect|carry out",
  order: "order|orders|ordered|ordering|purchase|purchased|basket|buy",
  stock:
    "in stock|out of stock|back in stock|stock|sold out|available again|restock|restocked|availability|have it again|run out",
  bulk: "bulk|wholesale|large order|bulk order|reseller|corporate|business price|for my company|b2b|100 pieces",
  usedgoods: "used|second hand|secondhand|trade in|buy back|refurbished|pre owned|sell * my",
  compat: "compatible|compatibility|work with|works with|fit my|fits my|charge a|support for",
  // Changing one's mind, things going wrong
  booking:
    "book|booking|bookings|reserve|reserved|reservation|reservations|appointment|appointments|schedule|slot|make an appointment|come in|free table|table for|a table|sign up|walk in|walk ins|without an appointment",
  cancel:
    "cancel|cancelled|canceled|cancelling|cancellation|cant make it|cannot make it|wont make it|reschedule|rescheduling|move my|postpone|no show|change my|change the|running late|late cancellation|different day",
  returns:
    "return|returns|returning|send back|send * back|give * back|bring * back|exchange|didnt like|dont like|doesnt fit|wrong size|change my mind|take * back",
  refund: "refund|refunds|refunded|money back|get my money|reimburse|reimbursement",
  warranty: "warranty|guarantee|guaranteed|stopped working|broke after|faulty|fault|defect|defective",
  damaged: "damaged|broken|arrived broken|cracked|scratched|smashed|not working|doesnt work|doa",
  repair: "repair|repairs|repaired|fix|fixed|fixing|mend|spare part|spare parts",
  complaint:
    "complaint|complain|unacceptable|terrible|horrible|awful|disgusting|rude|disappointed|worst|arrived cold|scam|angry|lawyer|sue|hair in my|food poisoning|wrong order|wrong item|unhappy|ridiculous",
  account: "password|log in|login|sign in|account|reset|locked out|cant log|username|verification code",
  // For whom
  children:
    "children|child|kid|kids|baby|babies|toddler|toddlers|infant|son|daughter|family friendly|high chair|high chairs|highchair|kids menu|family|year old|years old|pram|stroller",
  pets: "pet|pets|dog|dogs|puppy|cat|cats|animals allowed|pet friendly|bring my dog|service animal",
  groups: "group|groups|large group|large party|party of|people|of us|guests|persons|big table|team dinner",
  accessibility:
    "wheelchair|accessible|accessibility|disabled|disability|disabilities|step free|ramp|mobility|walker|crutches|handicap|handicapped",
  lift: "lift|elevator|stairs|steps",
  newcustomer:
    "new patient|new patients|new client|new clients|new customer|first visit|first time|first appointment|taking on|register as|never been|accepting new|beginner|beginners|total beginner",
  age: "age|minimum age|age limit|old enough|under 18|over 18|how old",
  gender: "men|women|ladies|gents|male|female",
  // Food and drink
  menu: "menu|menus|dishes|dish|what food|what do you serve|set menu|specials|todays special",
  vegan:
    "vegan|vegans|plant based|without animal|no animal|dairy free|without meat|no meat|meat free|vegetarian|vegetarians|meatless",
  gluten: "gluten|gluten free|gf|celiac|coeliac|wheat free|without gluten",
  allergy:
    "allergy|allergies|allergic|allergen|allergens|nut|nuts|peanut|peanuts|shellfish|lactose|lactose intolerant|intolerance|sesame",
  religious: "halal|kosher|pork free",
  alcohol:
    "alcohol|alcoholic|wine|wines|wine list|beer|beers|cocktail|cocktails|bar|drinks|drink|spirits|byob|corkage|happy hour|liquor|booze|beverages",
  breakfast: "breakfast|brunch|continental",
  lunch: "lunch|lunch menu|dinner|supper",
  nutrition: "calories|calorie|kcal|nutrition|nutritional|sugar|carbs|protein",
  outdoor: "outdoor|outdoors|outside|terrace|patio|garden|al fresco|sit outside|open air|rooftop|balcony",
  catering: "catering|cater|caterer|office lunch|buffet",
  cake: "birthday cake|cake|cakes|own cake|candles",
  event:
    "event|events|party|birthday|wedding|private room|private hire|conference|meeting room|banquet|function room|venue|celebrate",
  music: "music|live music|band|dj|karaoke|noise|noisy|loud|quiet",
  dresscode: "dress code|dress up|what to wear|smart casual|bring with|what should i bring|what do i need to bring",
  // Rooms and houses
  wifi: "wifi|internet|wireless|broadband|online access",
  checkin: "check in|checkin|arrive early|early arrival|late arrival|arrival time",
  checkout: "check out|checkout|departure|leave late",
  luggage: "luggage|baggage|suitcase|suitcases|bags|storage",
  smoking: "smoke|smoking|smoker|smokers|vape|vaping|non smoking",
  pool: "pool|swimming|swim|jacuzzi|hot tub",
  gym: "gym|fitness|workout|exercise room",
  spa: "spa|sauna|massage|wellness|steam room",
  laundry: "laundry|washing machine|dry cleaning|dry clean|ironing|iron",
  aircon: "air conditioning|air conditioned|air con|ac|aircon|heating|heater",
  kitchen: "kitchen|cook|cooking|microwave|fridge|refrigerator|stove|kettle",
  bed: "bed|beds|extra bed|cot|crib|double room|twin room|single room",
  bathroom: "bathroom|toilet|toilets|restroom|shower|bathtub|towels",
  roomservice: "room service|housekeeping|cleaning service|concierge|front desk|reception",
  television: "tv|television|netflix|cable",
  safe: "safe|safety box|safety deposit|locker|lockers|valuables",
  view: "view|views|sea view|overlook",
  language: "speak|language|languages|spanish|english speaking|interpreter|translator",
  // Health and beauty
  emergency:
    "emergency|emergencies|urgent|broken tooth|tooth broke|tooth just broke|severe pain|agony|bleeding|knocked out|accident|right away",
  pain: "pain|painful|hurt|hurts|anaesthesia|anesthesia|anaesthetic|numb|numbing|sedation|scared|afraid|nervous|fear|anxious|laughing gas|phobia",
  checkup: "check up|checkup|exam|examination|cleaning|routine|inspection|consultation|consult",
  records:
    "records|x ray|x rays|medical record|my file|results|report|certificate|referral|prescription|prescribe|antibiotics|medication",
  braces: "braces|aligner|aligners|invisalign|orthodontic|straighten",
  whitening: "whitening|whiten|whiter|bleaching|bleach|yellow teeth",
  cosmetic: "botox|filler|fillers|lip filler|cosmetic surgery",
  staff: "dr|doctor|who treated|name of|who is the|manager|my therapist|my stylist|which trainer",
  haircut: "haircut|hair cut|cut and|trim|blow dry|fringe",
  haircolour: "hair colour|hair color|colouring|coloring|dye|highlights|balayage|blonde|bleach my hair|cover * greys",
  nails: "nails|manicure|pedicure|gel|lashes|brows|waxing|facial",
  // Business relations and odds
  jobs: "job|jobs|hiring|vacancy|vacancies|career|careers|apply for|work for you|work with you|internship|looking for work|cv|employ|recruiting",
  supplier: "supplier|sponsor|sponsorship|partnership|collab|collaboration|influencer|advertise|marketing agency",
  company: "same company|who owns|owner of|how long * been|part of the|related to",
  membership: "membership|memberships|subscription|subscribe|contract|join|monthly pass|freeze|pause * membership",
  lessons:
    "class|classes|lesson|lessons|course|courses|workshop|workshops|personal trainer|personal training|coaching|timetable",
  trial: "trial|free trial|try out|try it|taster|day pass|drop in|sample",
  rental: "rent|rental|rentals|hire|lend|borrow|loan",
  size: "size|sizes|sizing|measurements|dimensions|size guide|how big|weight",
  material: "material|ingredients|ingredient|made of|organic|locally sourced|sustainable|eco|recyclable|homemade",
  custom:
    "custom|customise|customize|personalised|personalized|engrave|engraving|bespoke|made to order|special request",
  hygiene: "clean|hygiene|sanitise|covid|mask|masks|vaccinated",
  privacy: "privacy|gdpr|personal data|delete my data|my data|unsubscribe",
  lostproperty: "left my|forgot my|lost property|lost and found|leave behind",
  install: "install|installation|set up|setup|manual|instructions|how do i use|assemble|assembly",
  weather: "rain|weather|snow",
};
