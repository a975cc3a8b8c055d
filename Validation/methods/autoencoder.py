"""A variational autoencoder: the code is a normal distribution, and its softmax the share of each source.

It sees the patterns on `bins` × `bins` pixels. The decoder is linear, a pattern without negative pixels for each source: with
a network there, the code means nothing (a share of 0.99 against 0.98 is enough to tell the crystals apart). Maps are the
shares at the mean of the code; patterns are fitted to the full patterns by least squares.
"""
import json

import jax
import jax.numpy as jnp
import numpy as np

job = json.load(open("job.json"))
options = job["options"]
height, width = job["detector"]
observations = np.load("observations.npy")
by = max(1, height // options["bins"])
bx = max(1, width // options["bins"])
cut = observations.reshape(-1, height, width)[:, : height // by * by, : width // bx * bx]
small = cut.reshape(len(cut), height // by, by, width // bx, bx).sum(axis=(2, 4)).reshape(len(cut), -1)
data = jnp.asarray(small / np.sqrt((small**2).mean(axis=0).max()))
sources, hidden, pixels = options["sources"], options["hidden"], data.shape[1]


def layer(key, inputs, outputs):
    return jax.random.normal(key, (inputs, outputs)) * np.sqrt(2 / inputs), jnp.zeros(outputs)


def dense(weights, x):
    return x @ weights[0] + weights[1]


def encode(weights, x):
    code = dense(weights["code"], jnp.tanh(dense(weights["encoder"], x)))
    return code[:, :sources], code[:, sources:]


def decode(weights, share):
    return share @ jnp.abs(weights["patterns"])


def loss(weights, key):
    mean, logarithm = encode(weights, data)
    code = mean + jnp.exp(0.5 * logarithm) * jax.random.normal(key, mean.shape)
    error = jnp.mean(jnp.sum((decode(weights, jax.nn.softmax(code)) - data) ** 2, axis=1))
    divergence = -0.5 * jnp.mean(jnp.sum(1 + logarithm - mean**2 - jnp.exp(logarithm), axis=1))
    return error + options["weight"] * divergence


@jax.jit
def step(state, key):
    """One step of Adam."""
    weights, first, second, count = state
    gradient = jax.grad(loss)(weights, key)
    count += 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradient)
    weights = jax.tree.map(
        lambda w, m, v: w - options["rate"] * (m / (1 - 0.9**count)) / (jnp.sqrt(v / (1 - 0.999**count)) + 1e-8),
        weights,
        first,
        second,
    )
    return (weights, first, second, count), None


keys = jax.random.split(jax.random.key(job["seed"] % 2**32), 4)
weights = {
    "encoder": layer(keys[0], pixels, hidden),
    "code": layer(keys[1], hidden, 2 * sources),
    "patterns": jnp.mean(data, axis=0) * jax.random.uniform(keys[2], (sources, pixels), minval=0.5, maxval=1.5),
}
zero = jax.tree.map(jnp.zeros_like, weights)
state = (weights, zero, zero, 0.0)
state, _ = jax.lax.scan(step, state, jax.random.split(keys[3], options["steps"]))
print("loss", float(loss(state[0], keys[0])))
maps = np.asarray(jax.nn.softmax(encode(state[0], data)[0]), dtype=float).T
patterns = np.linalg.lstsq(maps.T, observations, rcond=None)[0].clip(min=0)
np.save("patterns.npy", patterns)
np.save("maps.npy", maps)
