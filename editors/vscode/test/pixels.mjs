// Colours on the screen.

/** VS Code's light theme. */
export const PALETTE = { warning: [191, 136, 3] };

/** How many pixels of a part of the window have about this colour. */
export async function count(page, clip, colour) {
  const picture = await page.screenshot({ clip });
  // The workbench's policy forbids pictures from elsewhere, so another page reads it.
  const reader = await page.context().newPage();
  const found = await reader.evaluate(async ({ data, colour }) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data: bytes } = context.getImageData(0, 0, image.width, image.height);
    let found = 0;
    for (let at = 0; at < bytes.length; at += 4) {
      found += colour.every((value, part) => Math.abs(bytes[at + part] - value) < 40) ? 1 : 0;
    }
    return found;
  }, { data: picture.toString("base64"), colour });
  await reader.close();
  return found;
}
