// Pictures for tests: sound ones of any colour, and files that only pretend to be pictures.
import sharp from 'sharp'

export async function picture(colour = '#7d8a97', size = 64): Promise<File> {
  const bytes = await sharp({ create: { width: size, height: size, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
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
