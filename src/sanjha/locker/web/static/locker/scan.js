// The camera reads the QR code where the browser can; everywhere else a photograph is sent and read by the server.

const box = document.getElementById("camera");
const view = document.getElementById("camera-view");
const state = document.getElementById("camera-state");
const form = document.getElementById("verify-form");
const PAUSE = 200;
const OURS = /^PB1:|\/v\/[0-9]{10}\/?$/i;

async function canScan() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  const formats = await window.BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code");
}

async function scan() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    state.textContent = state.dataset.refused;
    return;
  }
  view.srcObject = stream;
  view.hidden = false;
  state.textContent = state.dataset.looking;
  await view.play();
  const text = await firstCode(new window.BarcodeDetector({ formats: ["qr_code"] }));
  stream.getTracks().forEach((track) => track.stop());
  view.hidden = true;
  state.textContent = state.dataset.found;
  form.elements.text.value = text;
  form.requestSubmit();
}

async function firstCode(detector) {
  for (;;) {
    const codes = await detector.detect(view).catch(() => []);
    const ours = codes.find((code) => OURS.test(code.rawValue));
    if (ours) return ours.rawValue;
    await new Promise((wake) => setTimeout(wake, PAUSE));
  }
}

if (box && (await canScan())) {
  box.hidden = false;
  document.getElementById("camera-start").addEventListener("click", scan, { once: true });
}
