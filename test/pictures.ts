// Pictures for tests: sound ones, drawn scenes for screenshots, and files that only pretend to be pictures.
import sharp from 'sharp'

export async function picture(colour = '#7d8a97', size = 64): Promise<File> {
  const bytes = await sharp({ create: { width: size, height: size, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
  return new File([new Uint8Array(bytes)], 'photo.jpg', { type: 'image/jpeg' })
}

/** A manhole in a road: the cover broken, or lying whole in its ring again. */
export async function manhole(state: 'broken' | 'mended', seed = 0): Promise<File> {
  const cover =
    state === 'broken'
      ? '<path d="M226 300a174 92 0 0 1 300-64l-92 70 40 40-90 42-30-26-46 24a174 92 0 0 1-82-86z" fill="#5d5f60"/><path d="M420 306l100-66a174 92 0 0 1 40 90l-70 40-36-24z" fill="#101214"/>'
      : '<ellipse cx="400" cy="300" rx="174" ry="92" fill="#6b6e70"/><g stroke="#4c4f51" stroke-width="7" fill="none"><path d="M300 250l190 96M330 236l190 92M280 282l170 90"/><path d="M500 250l-190 96M470 236l-190 92M520 282l-170 90"/></g>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">
    <rect width="800" height="600" fill="#8f8c86"/><rect y="${20 + seed}" width="800" height="70" fill="#a9a59c"/>
    <path d="M0 ${92 + seed}h800" stroke="#d8d3c6" stroke-width="8"/><path d="M0 520h800" stroke="#efeade" stroke-width="10" stroke-dasharray="90 60"/>
    <ellipse cx="400" cy="304" rx="200" ry="110" fill="#4a4d4f"/><ellipse cx="400" cy="300" rx="182" ry="98" fill="#2b2e30"/>${cover}
  </svg>`
  const bytes = await sharp(Buffer.from(svg)).jpeg({ quality: 88 }).toBuffer()
  return new File([new Uint8Array(bytes)], 'photo.jpg', { type: 'image/jpeg' })
}

export function pretender(): File {
  return new File(['this is no picture'], 'photo.jpg', { type: 'image/jpeg' })
}

export function heic(): File {
  return new File([Buffer.from('000000186674797068656963000000006d696631', 'hex')], 'photo.heic', {
    type: 'image/heic',
  })
}
