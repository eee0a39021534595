// What is wrong in a picture, drawn into the street: each thing as it lies there, and the same place in order. Which
// thing a kind looks like is read from its English name.
import { hashOf } from './dice.ts'

export const things = [
  'heap',
  'cover',
  'hole',
  'bills',
  'vehicles',
  'branch',
  'lamp',
  'bin',
  'water',
  'stall',
  'cable',
] as const
export type Thing = (typeof things)[number]

const names: readonly (readonly [RegExp, Thing])[] = [
  [/manhole|grating/i, 'cover'],
  [/bin|container/i, 'bin'],
  [/lamp|light/i, 'lamp'],
  [/tree|green|plant|pest|climbing/i, 'branch'],
  [/bill|poster|advert|leaflet|slogan|sign|banner|facade/i, 'bills'],
  [/park(ing|ed)|vehicle|bicycle|fire lane|truck/i, 'vehicles'],
  [/flood|water|drain|sewage|main/i, 'water'],
  [/vendor|trading|stall|market|barbecue|shop|promotion/i, 'stall'],
  [/cable|wire|hanging|laundry|flags/i, 'cable'],
  [/road|pavement|collapse|path|kerb/i, 'hole'],
  [/garbage|refuse|waste|goods|furniture|dirty|messy|spill/i, 'heap'],
]

export function thingOf(kindName: string): Thing {
  const found = names.find(([pattern]) => pattern.test(kindName))
  return found?.[1] ?? things[hashOf(kindName) % things.length] ?? 'heap'
}

export function wrongThing(thing: Thing, isMended: boolean, place: () => number): string {
  const x = 170 + place() * 140
  const y = 235 + place() * 40
  const shade = place()
  return drawings[thing](x, y, isMended, shade)
}

type Drawing = (x: number, y: number, isMended: boolean, shade: number) => string

const grey = (shade: number, low: number): string => {
  const level = Math.round(low + shade * 50)
  return `rgb(${level},${level},${level - 6})`
}

const drawings: Readonly<Record<Thing, Drawing>> = {
  heap: (x, y, isMended, shade) =>
    isMended
      ? `<ellipse cx="${x}" cy="${y}" rx="80" ry="14" fill="${grey(shade, 120)}" opacity="0.5"/>`
      : `<ellipse cx="${x}" cy="${y + 8}" rx="95" ry="20" fill="#3b352b"/><path d="M${x - 85} ${y + 6}q20-60 60-52q30-34 62 4q34 6 50 48z" fill="#4f5a3f"/><circle cx="${x - 34}" cy="${y - 20}" r="20" fill="#1f2226"/><circle cx="${x + 18}" cy="${y - 28}" r="24" fill="#e7e3da"/><rect x="${x + 30}" y="${y - 24}" width="38" height="28" fill="#a9773d"/>`,
  cover: (x, y, isMended, shade) =>
    `<ellipse cx="${x}" cy="${y + 2}" rx="78" ry="32" fill="#4a4d4f"/><ellipse cx="${x}" cy="${y}" rx="70" ry="27" fill="#15181a"/>${
      isMended
        ? `<ellipse cx="${x}" cy="${y}" rx="67" ry="25" fill="${grey(shade, 95)}"/><path d="M${x - 50} ${y}h100M${x - 40} ${y - 10}h80M${x - 40} ${y + 10}h80" stroke="#4c4f51" stroke-width="5"/>`
        : `<path d="M${x - 66} ${y - 4}a67 25 0 0 1 90-20l-40 24 14 14-30 10z" fill="${grey(shade, 85)}"/>`
    }`,
  hole: (x, y, isMended, shade) =>
    isMended
      ? `<path d="M${x - 80} ${y}l30-22 90 4 40 22-60 20-80-4z" fill="${grey(shade, 50)}"/>`
      : `<path d="M${x - 85} ${y}l26-20 40 6 44-14 60 24-40 22-84 8z" fill="#2a2622"/><path d="M${x - 60} ${y + 2}l30-10 60 4 34 8-60 12z" fill="#0f0e0d"/><path d="M${x - 110} ${y + 10}l30-8M${x + 70} ${y + 14}l44 10" stroke="#2a2622" stroke-width="4"/>`,
  bills: (x, y, isMended, shade) =>
    `<rect x="${x - 26}" y="${y - 130}" width="52" height="130" fill="${grey(shade, 140)}"/>${
      isMended
        ? ''
        : `<rect x="${x - 22}" y="${y - 122}" width="28" height="36" fill="#fffdf3"/><rect x="${x - 4}" y="${y - 96}" width="28" height="40" fill="#ffe36b"/><rect x="${x - 20}" y="${y - 66}" width="30" height="40" fill="#f6b1a8"/><path d="M${x - 18} ${y - 114}h20M${x - 18} ${y - 106}h16M${x} ${y - 86}h20M${x} ${y - 78}h16" stroke="#7b1d1d" stroke-width="4"/>`
    }`,
  vehicles: (x, y, isMended, shade) =>
    isMended
      ? `<path d="M${x - 110} ${y + 6}h220" stroke="#f1ede0" stroke-width="6" stroke-dasharray="30 16"/>`
      : [-1, 0, 1]
          .map(
            side =>
              `<g transform="translate(${x + side * 84} ${y})"><rect x="-38" y="-34" width="76" height="34" rx="9" fill="${grey(shade, 60 + (side + 1) * 50)}"/><rect x="-22" y="-50" width="44" height="20" rx="8" fill="#8fa9b8"/><circle cx="-22" r="10" fill="#151515"/><circle cx="22" r="10" fill="#151515"/></g>`,
          )
          .join(''),
  branch: (x, y, isMended) =>
    isMended
      ? `<rect x="${x - 7}" y="${y - 120}" width="14" height="120" fill="#6a5238"/><ellipse cx="${x}" cy="${y - 140}" rx="52" ry="40" fill="#4f8a48"/>`
      : `<rect x="${x - 7}" y="${y - 70}" width="14" height="70" fill="#6a5238"/><g transform="rotate(64 ${x} ${y - 60})"><rect x="${x - 6}" y="${y - 160}" width="12" height="100" fill="#5f4a34"/><ellipse cx="${x}" cy="${y - 170}" rx="54" ry="36" fill="#7d7a3a"/></g>`,
  lamp: (x, y, isMended, shade) =>
    isMended
      ? `<rect x="${x - 4}" y="${y - 190}" width="8" height="190" fill="${grey(shade, 70)}"/><path d="M${x} ${y - 188}q40-10 52 8" stroke="#555" stroke-width="7" fill="none"/><circle cx="${x + 54}" cy="${y - 174}" r="16" fill="#ffeaa0"/>`
      : `<g transform="rotate(24 ${x} ${y})"><rect x="${x - 4}" y="${y - 190}" width="8" height="190" fill="${grey(shade, 70)}"/><path d="M${x} ${y - 188}q40-10 52 8" stroke="#555" stroke-width="7" fill="none"/></g><path d="M${x + 60} ${y - 8}l20 6-8 10z" fill="#222"/>`,
  bin: (x, y, isMended, shade) =>
    `<rect x="${x - 28}" y="${y - 66}" width="56" height="66" rx="6" fill="rgb(40,${90 + Math.round(shade * 60)},90)"/><rect x="${x - 32}" y="${y - 74}" width="64" height="12" rx="5" fill="#274b4b"/>${
      isMended
        ? ''
        : `<path d="M${x - 34} ${y - 72}q14-34 34-24q26-16 36 22z" fill="#57513f"/><ellipse cx="${x + 60}" cy="${y}" rx="34" ry="14" fill="#2a2a2a"/><ellipse cx="${x - 56}" cy="${y + 4}" rx="30" ry="12" fill="#c9c1ae"/>`
    }`,
  water: (x, y, isMended) =>
    isMended
      ? `<ellipse cx="${x}" cy="${y + 4}" rx="40" ry="7" fill="#5b6066" opacity="0.6"/>`
      : `<ellipse cx="${x}" cy="${y + 6}" rx="170" ry="38" fill="#6d8799"/><ellipse cx="${x - 30}" cy="${y}" rx="80" ry="12" fill="#a9c0cf"/><ellipse cx="${x + 60}" cy="${y + 16}" rx="50" ry="8" fill="#bcd0dc"/>`,
  stall: (x, y, isMended, shade) =>
    isMended
      ? `<ellipse cx="${x}" cy="${y}" rx="70" ry="10" fill="${grey(shade, 120)}" opacity="0.5"/>`
      : `<path d="M${x - 90} ${y - 100}h180l16 26h-212z" fill="#c23b32"/><path d="M${x - 50} ${y - 100}h34l4 26h-40zM${x + 30} ${y - 100}h34l8 26h-40z" fill="#f2ede1"/><rect x="${x - 88}" y="${y - 74}" width="6" height="74" fill="#6e6e6e"/><rect x="${x + 84}" y="${y - 74}" width="6" height="74" fill="#6e6e6e"/><rect x="${x - 84}" y="${y - 36}" width="168" height="36" fill="#8b6a3f"/><circle cx="${x - 50}" cy="${y - 42}" r="10" fill="#e2842b"/><circle cx="${x - 26}" cy="${y - 42}" r="10" fill="#b7c43a"/><circle cx="${x + 20}" cy="${y - 42}" r="10" fill="#c2323c"/>`,
  cable: (x, y, isMended) =>
    `<rect x="${x - 100}" y="${y - 180}" width="8" height="180" fill="#6b655c"/><rect x="${x + 100}" y="${y - 180}" width="8" height="180" fill="#6b655c"/>${
      isMended
        ? `<path d="M${x - 96} ${y - 170}q100 26 200 0" stroke="#1b1b1b" stroke-width="4" fill="none"/>`
        : `<path d="M${x - 96} ${y - 170}q60 190 110 160q40-30 90-160" stroke="#1b1b1b" stroke-width="5" fill="none"/><path d="M${x + 10} ${y - 14}q30 20 70 8" stroke="#1b1b1b" stroke-width="5" fill="none"/>`
    }`,
}
