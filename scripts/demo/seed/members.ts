import { castHabits, type Habit, type Participant, type SizeSlug } from "./habits";

type Kind = Pick<Habit, "sizes" | "daysAWeek"> & { topUp?: Habit["topUp"] };

const small: readonly SizeSlug[] = ["small"];
const mixed: readonly SizeSlug[] = ["small", "small", "medium"];
const medium: readonly SizeSlug[] = ["medium", "medium", "small"];
const large: readonly SizeSlug[] = ["large", "medium"];

/** What people do with a platform: from every day with large machines to a look every other week. */
const kinds = {
  heavy: { sizes: large, daysAWeek: 3, topUp: { below: "4", amount: "50" } },
  daily: { sizes: medium, daysAWeek: 3, topUp: { below: "2", amount: "20" } },
  regular: { sizes: mixed, daysAWeek: 1.5, topUp: { below: "1", amount: "10" } },
  occasional: { sizes: small, daysAWeek: 0.7 },
  thrifty: { sizes: medium, daysAWeek: 2 },
  curious: { sizes: small, daysAWeek: 0.4 },
} as const satisfies Record<string, Kind>;

type Row = [
  given: string,
  family: string,
  address: string,
  kind: keyof typeof kinds,
  joins: number,
  more?: Partial<Habit>,
];

/** Invented people, in the order in which they came. `hour` is when their working day begins in UTC. */
const rows: readonly Row[] = [
  ["Ingrid", "Solberg", "ingrid.solberg@climate.example", "daily", 0, { hour: 7 }],
  ["Kwame", "Boateng", "kwame.boateng@climate.example", "regular", 0],
  ["Parisa", "Ghasemi", "parisa.ghasemi@genomics.example", "daily", 1, { hour: 6 }],
  ["Tomás", "Herrera", "tomas.herrera@climate.example", "occasional", 1],
  ["Mei-Lin", "Chen", "meilin.chen@genomics.example", "heavy", 2],
  ["Owen", "Pritchard", "owen.pritchard@example.net", "regular", 3],
  ["Zsófia", "Kovács", "zsofia.kovacs@example.net", "thrifty", 4],
  [
    "Rashid",
    "Al-Mansoori",
    "rashid.almansoori@energy.example",
    "regular",
    5,
    { purchases: [{ day: 28, amount: "10" }], hour: 6 },
  ],
  ["Leila", "Haddad", "leila.haddad@energy.example", "curious", 6],
  ["Sven", "Lindqvist", "sven.lindqvist@climate.example", "occasional", 8],
  ["Nkechi", "Okafor", "nkechi.okafor@genomics.example", "daily", 9],
  ["Hiroshi", "Tanabe", "hiroshi.tanabe@robotics.example", "regular", 10, { hour: 5 }],
  ["Camille", "Fournier", "camille.fournier@example.net", "occasional", 12, { leavesOff: 58 }],
  ["Dmytro", "Shevchuk", "dmytro.shevchuk@robotics.example", "regular", 13],
  ["Aisling", "Byrne", "aisling.byrne@example.net", "thrifty", 14],
  ["Santiago", "Quispe", "santiago.quispe@energy.example", "daily", 15, { hour: 14 }],
  ["Yael", "Mizrahi", "yael.mizrahi@robotics.example", "regular", 16],
  ["Bram", "de Vries", "bram.devries@climate.example", "curious", 17],
  ["Thandiwe", "Nkosi", "thandiwe.nkosi@energy.example", "regular", 18],
  ["Marisol", "Vega", "marisol.vega@robotics.example", "heavy", 22, { hour: 14 }],
  ["Jasper", "Whitfield", "jasper.whitfield@quant.example", "daily", 23, { hour: 13 }],
  ["Soo-jin", "Park", "soojin.park@robotics.example", "regular", 25, { hour: 14 }],
  ["Emeka", "Nwosu", "emeka.nwosu@quant.example", "regular", 27, { purchases: [{ day: 55, amount: "10" }], hour: 13 }],
  ["Hannah", "Weissman", "hannah.weissman@quant.example", "thrifty", 29, { hour: 13 }],
  ["Ravi", "Subramanian", "ravi.subramanian@quant.example", "daily", 31, { hour: 12 }],
  ["Chloe", "Tremblay", "chloe.tremblay@example.net", "occasional", 34, { hour: 14 }],
  ["Luca", "Moretti", "luca.moretti@genomics.example", "regular", 36],
  ["Fatoumata", "Diallo", "fatoumata.diallo@energy.example", "regular", 39],
  ["Petra", "Novotná", "petra.novotna@climate.example", "thrifty", 42],
  ["Arash", "Mohammadi", "arash.mohammadi@genomics.example", "regular", 44, { hour: 6 }],
  ["Grace", "Kimani", "grace.kimani@energy.example", "curious", 47],
  [
    "Viktor",
    "Larsen",
    "viktor.larsen@quant.example",
    "heavy",
    50,
    { purchases: [{ day: 52, amount: "50" }], leavesOff: 71 },
  ],
  ["Noor", "Rahman", "noor.rahman@example.net", "regular", 54, { purchases: [{ day: 64, amount: "10" }], hour: 13 }],
  ["Elif", "Yıldız", "elif.yildiz@robotics.example", "regular", 58],
  ["Mateus", "Carvalho", "mateus.carvalho@energy.example", "daily", 62, { hour: 12 }],
  ["سارا", "احمدی", "sara.ahmadi@genomics.example", "regular", 66, { hour: 6 }],
  ["Freya", "Magnúsdóttir", "freya.magnusdottir@climate.example", "occasional", 70],
  ["Kenta", "Mori", "kenta.mori@robotics.example", "regular", 74, { hour: 5 }],
  ["Imogen", "Clarke", "imogen.clarke@example.net", "curious", 79],
  ["Joaquín", "Salinas", "joaquin.salinas@quant.example", "regular", 83, { hour: 14 }],
];

function participant([givenName, familyName, email, kind, joins, more]: Row, index: number): Participant {
  const [local = ""] = email.split("@");
  const habit = { ...kinds[kind], seed: 101 + index * 13, joins, ...more };
  return { subject: `auth0|${local}`, email, givenName, familyName, name: `${givenName} ${familyName}`, habit };
}

export const others: readonly Participant[] = rows.map(participant);

/** Came in the last days, and have no place yet: making one fails, or takes its time. */
export const unplaced = {
  failing: person("Orla", "Fitzgerald", "orla.fitzgerald@quant.example"),
  slow: person("Kofi", "Asante", "kofi.asante@energy.example"),
} as const;

function person(givenName: string, familyName: string, email: string): Participant {
  return participant([givenName, familyName, email, "curious", 89], rows.length);
}

/** Everybody who works, the cast first. */
export const everybody: readonly Participant[] = [...castHabits, ...others];

/** A member by the beginning of their address. Throws for somebody who is not there. */
export function memberNamed(local: string): Participant {
  const found = others.find(({ email }) => email.startsWith(`${local}@`));
  if (!found) throw new Error(`nobody of the demo is called ${local}`);
  return found;
}
